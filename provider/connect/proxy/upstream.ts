import { getDomain } from 'tldts';
import { domainOfHost, includesHost } from '../../model/hosts.ts';
import { hostsOf, type Vendor } from '../../model/vendor.ts';
import { hostName, isHost, isThisMachine } from './host-names.ts';

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

/** A switch that names more than is there already, fit for a shell. */
const switchFor = (tunnel: readonly string[], host: string): string => {
  const list = [...tunnel, host].join(',');
  return `--tunnel ${tunnel.includes('*') ? `'${list}'` : list}`;
};

const domainOf = (host: string): string => getDomain(host) ?? host;

const refused = (why: string): WayOut => ({ to: 'nowhere', why });

/** A host that only the real vendor could answer is refused even where others may pass: its user believes to be in the lab. */
const forVendor = (host: string, { vendors, served, tunnel }: Bounds): WayOut | undefined => {
  const owner = vendors.find((vendor) => includesHost(hostsOf(vendor), host));
  if (owner) {
    const personas = vendors.filter(({ hosts }) => hosts.some((each) => served.includes(each))).map(({ id }) => id);
    return refused(
      `${host} belongs to the persona "${owner.id}", which this lab does not serve. Start it with --persona ${[...personas, owner.id].join(',')}`,
    );
  }
  const domain = domainOf(host);
  const near = vendors.find(({ hosts }) => hosts.some((each) => domainOf(domainOfHost(each)) === domain));
  if (!near) return undefined;
  return refused(
    `${host} is below ${domain}, a domain of "${near.id}", and no persona serves it. To reach the real host: ${switchFor(tunnel, host)}`,
  );
};

/** Whoever looks such a text up asks the name servers of others, so `--tunnel` does not let it pass either. */
const noHost = (written: string): WayOut => {
  const shown = written.replaceAll(/[^\x21-\x7e]/g, '?').slice(0, 80);
  return refused(`"${shown}" is neither a host name nor an IP address, so it leads nowhere. Correct the address.`);
};

/** Decides where a connection to `host` (no brackets, no port) goes. Nothing leaves this machine unasked. */
export const wayOutTo = (written: string, bounds: Bounds): WayOut => {
  const host = hostName(written);
  if (!isHost(host)) return noHost(written);
  // The lab has only gaps there: whoever names the host wants the real one.
  const isUnserved = bounds.vendors.some(({ unservedHosts = [] }) => unservedHosts.includes(host));
  if (isUnserved && bounds.tunnel.includes(host)) return { to: 'outside' };
  if (includesHost(bounds.served, host)) return { to: 'lab' };
  if (isThisMachine(host)) return { to: 'this-machine' };
  if (bounds.tunnel.includes(host)) return { to: 'outside' };
  const vendor = forVendor(host, bounds);
  if (vendor) return vendor;
  if (bounds.tunnel.includes('*')) return { to: 'outside' };
  return refused(
    `${host} is no vendor's host, and other hosts are blocked by default. To reach it: --tunnel, or ${switchFor(bounds.tunnel, host)}`,
  );
};
