import { includesHost } from '../../provider/model/index.ts';
import type { Hop } from '../model/index.ts';

/** A persona as a person can reach it. */
export interface NearbyPersona {
  readonly id: string;
  readonly title: string;
  /** Local base address, without a slash at the end. */
  readonly address: string;
  /** The vendor's own hosts; requests to them go to the lab. */
  readonly hosts: readonly string[];
}

/** The sites that a person can reach: one app, and the personas. */
export interface ReachableSites {
  /** Base address of the app. */
  readonly app: URL;
  /** Redirect URI of a native app, which is no address of it. */
  readonly callback?: URL | undefined;
  readonly personas: readonly NearbyPersona[];
}

/** Where an address leads, and the address to connect to. */
export interface Destination {
  readonly to: Hop['to'];
  readonly connect: URL;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

const isApp = (app: URL, url: URL): boolean =>
  url.origin === app.origin ||
  (LOOPBACK.has(url.hostname) && LOOPBACK.has(app.hostname) && url.port === app.port && url.protocol === app.protocol);

/** The persona itself, or a tenant beside it: `/auth` or `/@k3f9/shop.eu.vendor.example`. */
const isAt = ({ address, hosts }: NearbyPersona, url: URL): boolean => {
  const base = new URL(address);
  const [parent = '', id = ''] = base.pathname.match(/^(.*\/)([^/]*)$/)?.slice(1) ?? [];
  if (url.origin !== base.origin || !url.pathname.startsWith(parent)) return false;
  const [place = ''] = url.pathname.slice(parent.length).split('/');
  return place === id || (!hosts.includes(place) && includesHost(hosts, place));
};

/** A tenant is beside its persona, under the name of its host. */
const baseAt = ({ address, hosts }: NearbyPersona, host: string): string =>
  hosts.includes(host) ? address : address.replace(/[^/]+$/, host);

/** Resolves an address to its destination. Undefined for an address beyond this machine. */
export const destinationOf = ({ app, callback, personas }: ReachableSites, url: URL): Destination | undefined => {
  if (personas.some((persona) => isAt(persona, url))) return { to: 'persona', connect: url };
  if (isApp(app, url) || (callback && isApp(callback, url))) return { to: 'app', connect: url };
  const vendor = personas.find((persona) => includesHost(persona.hosts, url.host));
  if (vendor) return { to: 'persona', connect: new URL(`${baseAt(vendor, url.host)}${url.pathname}${url.search}`) };
  if (/^https?:$/.test(url.protocol) && LOOPBACK.has(url.hostname)) return { to: 'elsewhere', connect: url };
  return undefined;
};
