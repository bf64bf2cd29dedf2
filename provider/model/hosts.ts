/**
 * True if a host is one of `hosts`. An entry is a name, or `*.` and a domain: every name one label below it, for vendors
 * that give each customer a host of their own.
 */
export const includesHost = (hosts: readonly string[], host: string): boolean =>
  hosts.some((each) => each === host || (each.startsWith('*.') && isBelow(host, each.slice(1))));

const isBelow = (host: string, domain: string): boolean =>
  host.endsWith(domain) && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(host.slice(0, -domain.length));

/** True for hosts of a vendor that gives each customer a host of their own. */
export const hasTenants = (hosts: readonly string[]): boolean => hosts.some((entry) => entry.startsWith('*.'));

/** The domain of an entry: itself, without the `*.`. */
export const domainOfHost = (entry: string): string => entry.replace(/^\*\./, '');

/** The same URL at another host. */
export const atHost = (url: string, host: string): string => url.replace(/^(https?:\/\/)[^/?#]+/, `$1${host}`);
