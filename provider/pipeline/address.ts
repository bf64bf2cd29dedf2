import { hasTenants, hostsOf, includesHost, type Persona, type PersonaId } from '../model/index.ts';
import { isOwnHost, type Listening, localBase, type Mount, tenantOf } from '../world/index.ts';
import { OWN_APIS_PLACE, type OwnApiTarget, ownApiTarget } from './own-api-address.ts';
import { preflightMethod } from './preflight.ts';
import type { RawRequest } from './raw.ts';
import type { Match, RouteTable } from './routes.ts';

/** A persona of this lab, with its routes. */
export interface Served {
  readonly persona: Persona;
  readonly routes: RouteTable;
}

/** World, persona and route of a request. */
export type Target =
  | { readonly kind: 'control' }
  | { readonly kind: 'front' }
  | ({ readonly kind: 'own-api'; readonly world: string } & OwnApiTarget)
  | {
      readonly kind: 'persona';
      readonly world: string;
      readonly served: Served;
      readonly mount: Mount;
      readonly vendorUrl: URL;
      readonly match: Match | undefined;
    }
  | { readonly kind: 'refused'; readonly status: 404 | 421; readonly why: string };

export type PersonaTarget = Extract<Target, { kind: 'persona' }>;

export interface Addressing {
  readonly url: string;
  readonly listening: Listening;
  readonly served: ReadonlyMap<PersonaId, Served>;
}

const refused = (status: 404 | 421, why: string): Target => ({ kind: 'refused', status, why });

/** What to do if a host is a tenant's own, where a vendor has tenants. */
const tenantAdvice = ({ served }: Addressing, host: string): string => {
  if (!/^(?=.*[a-z])[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(host)) return '';
  const vendor = [...served.values()].find(({ persona }) => hasTenants(persona.hosts))?.persona;
  return vendor ? ` If it is the domain of a tenant at ${vendor.title}, start the lab with --domain ${host}=${vendor.id}.` : '';
};

/** A preflight asks for the endpoint of another method. */
const askedMethod = (raw: RawRequest): string => preflightMethod(raw) ?? raw.method;

const vendorTarget = (served: Served, raw: RawRequest): Target => {
  const host = raw.host.toLowerCase();
  if (raw.scheme !== 'https' && !served.persona.plainHosts?.includes(host)) {
    return refused(421, `${host} uses TLS. Send "x-forwarded-proto: https" with its Host header to reach the lab.`);
  }
  const at = (target: string) => {
    const vendorUrl = new URL(`${raw.scheme}://${host}${target}`);
    return { vendorUrl, match: served.routes.atHost(host, askedMethod(raw), vendorUrl.pathname) };
  };
  // A local address with the vendor's Host header is the same endpoint.
  const local = `/${served.persona.id}/`;
  const { vendorUrl, match } = at(raw.target.startsWith(local) ? raw.target.slice(local.length - 1) : raw.target);
  const mount: Mount = { kind: 'vendor', ...tenantOf(served.persona, host) };
  return { kind: 'persona', world: raw.world ?? 'default', served, mount, vendorUrl, match };
};

/** A persona by its id, or by the host of a tenant: `/shop.eu.vendor.example/authorize`. */
const servedAt = ({ served }: Addressing, place: string): Served | undefined =>
  served.get(place as PersonaId) ??
  [...served.values()].find(({ persona }) => tenantOf(persona, place.toLowerCase()).host !== undefined);

const localTarget = (at: Addressing, raw: RawRequest): Target => {
  const [, world = 'default', id = '', rest = ''] = /^\/(?:@([^/?]+)\/)?([^/?]+)(.*)$/s.exec(raw.target) ?? [];
  if (id === OWN_APIS_PLACE) return { kind: 'own-api', world, ...ownApiTarget(rest) };
  const served = servedAt(at, id);
  if (!served) {
    const known = [...at.served.keys()].map((persona) => `${at.url}/${persona}`).join(', ');
    return refused(404, `No persona is served at ${raw.target.split('?')[0]}. Personas of this lab: ${known}.`);
  }
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  const pathname = pathnameOf(path);
  const match = served.routes.local(askedMethod(raw), pathname);
  const tenant = tenantOf(served.persona, id.toLowerCase());
  const host = tenant.host ?? match?.route.host ?? served.routes.hostOf(pathname) ?? served.persona.hosts[0];
  const mount: Mount = { kind: 'local', base: localBase(at.url, world, tenant.host ?? served.persona.id), ...tenant };
  return { kind: 'persona', world, served, mount, vendorUrl: new URL(`https://${host}${path}`), match };
};

/** A path that stays as it is when an address is parsed. */
const PLAIN_PATH = /^(?:\/(?!\.{1,2}(?:[/?]|$))[\w.~-]*)+(?=\?|$)/;

/** The path of a target. */
const pathnameOf = (target: string): string => PLAIN_PATH.exec(target)?.[0] ?? new URL(`http://local.invalid${target}`).pathname;

/** Finds world, persona and route of a request. Refuses unknown hosts, against DNS rebinding. */
export const resolveAddress = (at: Addressing, raw: RawRequest): Target => {
  const vendor = [...at.served.values()].find(({ persona }) => includesHost(hostsOf(persona), raw.host.toLowerCase()));
  if (!raw.target.startsWith('/')) return refused(404, 'A path was expected.');
  if (vendor) return vendorTarget(vendor, raw);
  if (!isOwnHost(raw.host, at.listening))
    return refused(421, `No persona of this lab serves "${raw.host}". The lab is at ${at.url}.${tenantAdvice(at, raw.host)}`);
  if (raw.target === '/' || raw.target.startsWith('/?')) return { kind: 'front' };
  if (raw.target === '/_lab' || raw.target.startsWith('/_lab/')) return { kind: 'control' };
  return localTarget(at, raw);
};
