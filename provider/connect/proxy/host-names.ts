import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4'); // and the same addresses written as IPv6: ::ffff:127.0.0.1
loopback.addAddress('::1', 'ipv6');

const LABEL = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`);

/** A last label of digits is read as a part of an IPv4 address (WHATWG URL), so `127.0.0.999` is neither a name nor an address. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:\d+|0x[\da-f]*)$/;

/** In lower case, without the dot of the root. */
export const hostName = (written: string): string => written.toLowerCase().replace(/\.$/, '');

/** Whether a host (lower case, no brackets, no port) is an IP address, or a name that can be looked up. */
export const isHost = (host: string): boolean => isIP(host) !== 0 || (NAME.test(host) && !ENDS_IN_NUMBER.test(host));

/** A name that is this machine by definition (RFC 6761 section 6.3), whatever a name server says. */
export const isLocalhost = (host: string): boolean => isHost(host) && /(?:^|\.)localhost$/.test(host);

/** Whether a host (lower case, no brackets, no port) is this machine: `localhost` and the names below it, 127.0.0.0/8, ::1. */
export const isThisMachine = (host: string): boolean => {
  const version = isIP(host);
  return version === 0 ? isLocalhost(host) : loopback.check(host, version === 4 ? 'ipv4' : 'ipv6');
};
