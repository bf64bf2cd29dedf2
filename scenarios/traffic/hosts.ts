/** Which hosts are in the open internet, where plain http can be read and changed on the way. */
/** Names that are reserved for private use, and public ones that lead to this machine. */
const PRIVATE_NAMES = /(?:^|\.)(?:localhost|local|test|internal|home\.arpa|invalid|localtest\.me|lvh\.me|nip\.io|sslip\.io)$/i;
const IPV4 = /^\d+(?:\.\d+){3}$/;
const PRIVATE_IPV4 = /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;
const PRIVATE_IPV6 = /^(?:::1?$|f[cd]|fe[89ab])/i;

/** True for a name or address, as `URL` writes it, that everybody can reach; false for this machine, private networks and names without a dot. */
export const isPublicHost = (hostname: string): boolean => {
  if (IPV4.test(hostname)) return !PRIVATE_IPV4.test(hostname);
  if (hostname.startsWith('[')) return !PRIVATE_IPV6.test(hostname.slice(1, -1));
  return hostname.includes('.') && !PRIVATE_NAMES.test(hostname);
};

/** True for an address at which plain http crosses the open internet. */
export const isPlainAndPublic = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && isPublicHost(hostname);
};
