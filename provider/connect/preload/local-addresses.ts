import { hasTenants } from '../../model/hosts.ts';
import type { Vendor } from '../../model/vendor.ts';
import { ALL_VENDORS } from '../../personas/vendors.ts';
import { localBase } from '../../world/addresses.ts';
import { vendorsWith } from '../domains.ts';
import type { PreloadSettings } from './settings.ts';

/** Where a browser reaches in the lab what an app calls by the vendor's address. */
export interface LocalAddresses {
  /** A header's value: an address at a vendor becomes one of the lab, alone or as `0; url=…`. Others stay as they are. */
  inHeader(value: string): string;
  /** A Content-Security-Policy: what it allows of a vendor, it allows of the lab. */
  inPolicy(value: string): string;
  /** Addresses of sign-in and sign-out pages in `action`, `href` and `content` of a piece of HTML. */
  inHtml(text: string): string;
  /** The same where a text in JSON begins with one. */
  inJson(text: string): string;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** `*.` stands for one label. */
const oneOf = (hosts: readonly string[]): string => hosts.map((host) => escaped(host).replace(/^\\\*/, '[a-z0-9-]+')).join('|');

const pagePattern = (page: string, { hosts, versioned }: Pick<Vendor, 'hosts' | 'versioned'>): string => {
  const { origin, pathname } = new URL(page);
  return `${hasTenants(hosts) ? `https://(?:${oneOf(hosts)})` : escaped(origin)}${versioned ? '(?:/v\\d[\\d.]*)?' : ''}${escaped(pathname)}`;
};

/** What leads to a vendor in headers, policies and pages. */
const patternsFor = (vendors: readonly Vendor[]) => {
  const hosts = oneOf(vendors.flatMap((vendor) => vendor.hosts));
  const pages = vendors.flatMap((vendor) => vendor.pages.map((page) => pagePattern(page, vendor)));
  const page = `(${pages.join('|')})(?=[?#'"&\\s>]|$)`;
  return {
    header: new RegExp(`^(\\s*(?:\\d+\\s*;\\s*url=\\s*['"]?)?)(?:https?:)?//(${hosts})(?::443)?(?=[/?#'"]|$)`, 'i'),
    policy: new RegExp(`https://(?:${hosts})(?=[/\\s;]|$)[^\\s;]*`, 'gi'),
    html: new RegExp(`(\\s(?:form)?(?:action|href|content)\\s*=\\s*["']?\\s*(?:\\d+\\s*;\\s*url=\\s*["']?)?)${page}`, 'gi'),
    json: new RegExp(`(")${page}`, 'g'),
  };
};

/** The addresses of one world of one lab. */
export const localAddresses = ({ url, world, domains = {} }: PreloadSettings): LocalAddresses => {
  const patterns = patternsFor(vendorsWith(domains));
  const bases = new Map(
    ALL_VENDORS.flatMap(({ id, hosts }) => hosts.map((host) => [host, localBase(url.origin, world, id)] as const)),
  );
  const base = (host: string): string => bases.get(host.toLowerCase()) ?? localBase(url.origin, world, host.toLowerCase());
  const page = (_: string, before: string, address: string): string => {
    const { host, pathname } = new URL(address);
    return before + base(host) + pathname;
  };
  return {
    inHeader: (value) => value.replace(patterns.header, (_, before: string, host: string) => before + base(host)),
    inPolicy: (value) => value.replace(patterns.policy, (allowed) => `${allowed} ${url.origin}`),
    inHtml: (text) => text.replace(patterns.html, page),
    inJson: (text) => text.replace(patterns.json, page),
  };
};
