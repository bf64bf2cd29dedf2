import { getDomain } from 'tldts';
import { hostsOf, type Vendor } from '../../model/vendor.ts';

/** What decides where a connection may go. */
export interface Bounds {
  /** Hosts that the lab answers for. */
  readonly served: readonly string[];
  /** All vendors that a lab can imitate, including those that this lab does not serve. */
  readonly vendors: readonly ({ readonly id: string } & Pick<Vendor, 'hosts' | 'unservedHosts'>)[];
  /** Hosts that may be reached for real; `*` stands for every one that is not below a vendor's domain. */
  readonly tunnel: readonly string[];
}

/** Where a connection goes. `why` is one line, for the person who reads the client's error. */
export type WayOut = { readonly to: 'lab' | 'this-machine' | 'outside' } | { readonly to: 'nowhere'; readonly why: string };

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|::1)$/;

/** A switch that names more than is there already, fit for a shell. */
const switchFor = (tunnel: readonly string[], host: string): string => {
  const list = [...tunnel, host].join(',');
  return `--tunnel ${tunnel.includes('*') ? `'${list}'` : list}`;
};

const domainOf = (host: string): string => getDomain(host) ?? host;

const refused = (why: string): WayOut => ({ to: 'nowhere', why });

/** A host that only the real vendor could answer is refused even where others may pass: its user believes to be in the lab. */
const forVendor = (host: string, { vendors, served, tunnel }: Bounds): WayOut | undefined => {
  const owner = vendors.find((vendor) => hostsOf(vendor).includes(host));
  if (owner) {
    const personas = vendors.filter(({ hosts }) => hosts.some((each) => served.includes(each))).map(({ id }) => id);
    return refused(
      `${host} belongs to the persona "${owner.id}", which this lab does not serve. Start it with --persona ${[...personas, owner.id].join(',')}`,
    );
  }
  const domain = domainOf(host);
  const near = vendors.find(({ hosts }) => hosts.some((each) => domainOf(each) === domain));
  if (!near) return undefined;
  return refused(
    `${host} is below ${domain}, a domain of "${near.id}", and no persona serves it. To reach the real host: ${switchFor(tunnel, host)}`,
  );
};

/** Decides where a connection to `host` (lower case, no brackets, no port) goes. Nothing leaves this machine unasked. */
export const wayOutTo = (host: string, bounds: Bounds): WayOut => {
  // The lab has only gaps there: whoever names the host wants the real one.
  const isUnserved = bounds.vendors.some(({ unservedHosts = [] }) => unservedHosts.includes(host));
  if (isUnserved && bounds.tunnel.includes(host)) return { to: 'outside' };
  if (bounds.served.includes(host)) return { to: 'lab' };
  if (LOOPBACK.test(host)) return { to: 'this-machine' };
  if (bounds.tunnel.includes(host)) return { to: 'outside' };
  const vendor = forVendor(host, bounds);
  if (vendor) return vendor;
  if (bounds.tunnel.includes('*')) return { to: 'outside' };
  return refused(
    `${host} is no vendor's host, and other hosts are blocked by default. To reach it: --tunnel, or ${switchFor(bounds.tunnel, host)}`,
  );
};
