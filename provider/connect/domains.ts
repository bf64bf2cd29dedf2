import { hostsOf, type Vendor } from '../model/vendor.ts';
import { ALL_VENDORS } from '../personas/vendors.ts';

/** Personas by hosts at which tenants of theirs answer, besides the vendors' own: `login.shop.example`. */
export type Domains = Readonly<Record<string, string>>;

/** Written as the value of `LOGINLAB_DOMAINS`. */
export const writeDomains = (domains: Domains): string =>
  Object.entries(domains)
    .map((pair) => pair.join('='))
    .join(',');

/** Reads the value of `LOGINLAB_DOMAINS`. Ignores what is no pair. */
export const readDomains = (text: string = ''): Domains =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => (/^[^=]+=[^=]+$/.test(pair) ? [pair.split('=') as [string, string]] : [])),
  );

/** All vendors with the hosts of their tenants. */
export const vendorsWith = (domains: Domains): readonly Vendor[] =>
  ALL_VENDORS.map((vendor) => {
    const own = Object.keys(domains).filter((host) => domains[host] === vendor.id);
    return own.length === 0 ? vendor : { ...vendor, hosts: [...vendor.hosts, ...own] };
  });

/** The hosts of some personas, with those of their tenants. */
export const hostsWith = (personas: readonly string[], domains: Domains): readonly string[] =>
  vendorsWith(domains)
    .filter(({ id }) => personas.includes(id))
    .flatMap(hostsOf);
