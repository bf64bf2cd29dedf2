import { ALL_VENDORS } from '../../personas/vendors.ts';
import { localBase } from '../../world/addresses.ts';
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
const oneOf = (texts: readonly string[]): string => texts.map(escaped).join('|');

const HOSTS = ALL_VENDORS.flatMap(({ hosts }) => hosts);

const IN_HEADER = new RegExp(`^(\\s*(?:\\d+\\s*;\\s*url=\\s*['"]?)?)(?:https?:)?//(${oneOf(HOSTS)})(?::443)?(?=[/?#'"]|$)`, 'i');
const IN_POLICY = new RegExp(`https://(?:${oneOf(HOSTS)})(?=[/\\s;]|$)[^\\s;]*`, 'gi');
const pagePattern = (page: string, versioned = false): string => {
  const { origin, pathname } = new URL(page);
  return `${escaped(origin)}${versioned ? '(?:/v\\d[\\d.]*)?' : ''}${escaped(pathname)}`;
};

const PAGES = ALL_VENDORS.flatMap(({ pages, versioned }) => pages.map((page) => pagePattern(page, versioned)));
const PAGE = `(${PAGES.join('|')})(?=[?#'"&\\s>]|$)`;
const IN_HTML = new RegExp(`(\\s(?:form)?(?:action|href|content)\\s*=\\s*["']?\\s*(?:\\d+\\s*;\\s*url=\\s*["']?)?)${PAGE}`, 'gi');
const IN_JSON = new RegExp(`(")${PAGE}`, 'g');

/** The addresses of one world of one lab. */
export const localAddresses = ({ url, world }: PreloadSettings): LocalAddresses => {
  const bases = new Map(
    ALL_VENDORS.flatMap(({ id, hosts }) => hosts.map((host) => [host, localBase(url.origin, world, id)] as const)),
  );
  const base = (host: string): string => bases.get(host.toLowerCase()) ?? url.origin;
  const page = (_: string, before: string, address: string): string => {
    const { host, pathname } = new URL(address);
    return before + base(host) + pathname;
  };
  return {
    inHeader: (value) => value.replace(IN_HEADER, (_, before: string, host: string) => before + base(host)),
    inPolicy: (value) => value.replace(IN_POLICY, (allowed) => `${allowed} ${url.origin}`),
    inHtml: (text) => text.replace(IN_HTML, page),
    inJson: (text) => text.replace(IN_JSON, page),
  };
};
