import {
  type EndpointName,
  hostsOf,
  includesHost,
  isLoopbackUri,
  OWN_API,
  OWN_API_PERSONA,
  type Persona,
} from '../model/index.ts';
import { type RouteTable, routeTable } from './routes.ts';

/** What answers at an address. */
export interface ReadAddress {
  /** Id of the persona; that of own APIs for one of them behind a lab. */
  readonly persona: string;
  /** `unknown` where the persona has no route. */
  readonly endpoint: EndpointName;
  readonly vendorUrl: string;
}

interface Known {
  readonly persona: Persona;
  readonly routes: RouteTable;
}

const LOCAL = /^\/(?:@[^/]+\/)?([^/]+)(\/.*)?$/;

const atLab = (known: readonly Known[], method: string, url: URL): ReadAddress | undefined => {
  const [, place = '', rest = '/'] = LOCAL.exec(url.pathname) ?? [];
  if (place === 'apis') return { persona: OWN_API_PERSONA, endpoint: OWN_API, vendorUrl: url.href };
  const found = known.find(({ persona }) => persona.id === place);
  const match = found?.routes.local(method, rest);
  if (!found || !match) return undefined;
  return {
    persona: found.persona.id,
    endpoint: match.route.endpoint,
    vendorUrl: `https://${match.route.host}${rest}${url.search}`,
  };
};

/**
 * Reads addresses in traffic that was recorded elsewhere: those of vendors, and local ones of any lab. Returns undefined for
 * an address of nobody.
 */
export const addressReader = (personas: readonly Persona[]) => {
  const known = personas.map((persona) => ({ persona, routes: routeTable(persona) }));
  return (method: string, address: string): ReadAddress | undefined => {
    if (!URL.canParse(address)) return undefined;
    const url = new URL(address);
    const vendor = known.find(({ persona }) => includesHost(hostsOf(persona), url.hostname));
    if (!vendor) return isLoopbackUri(url.href.replace(/^https:/, 'http:')) ? atLab(known, method, url) : undefined;
    const endpoint = vendor.routes.atHost(url.hostname, method, url.pathname)?.route.endpoint ?? 'unknown';
    return { persona: vendor.persona.id, endpoint, vendorUrl: url.href };
  };
};
