import { PROXY_LANGUAGES, type ProxyLanguage } from '../../provider/index.ts';
import { shellQuoted } from '../../provider/model/index.ts';
import type { ServedProxy, Serving } from './serving.ts';

const passing = (tunnel: readonly string[]): string =>
  tunnel.length === 0
    ? 'all other hosts are blocked'
    : `it forwards to ${tunnel.map((host) => (host === '*' ? "all but the vendors' domains" : host)).join(', ')}`;

/** The environment variables that send a program's vendor calls through the proxy, by language. */
export const renderProxy = ({ url, environment, tunnel, browser }: ServedProxy): string => {
  const { host } = new URL(url);
  const assignments = (names: readonly string[]) =>
    names.map((name) => `${name}=${shellQuoted(environment[name] ?? '')}`).join(' ');
  return [
    `Proxy ${url}: Login Lab answers for the vendors' own hosts; ${passing(tunnel)}. Set before your program:`,
    `  export ${assignments(['no_proxy', 'NO_PROXY'])}`,
    ...Object.entries<ProxyLanguage>(PROXY_LANGUAGES).flatMap(([language, { variables, limits }]) => [
      `  # ${language}${limits === undefined ? '' : ` (${limits})`}`,
      `  export ${assignments(variables)}`,
    ]),
    'A browser with a profile of its own, where the hosts of the vendors are the lab (or start serve with --browser):',
    `  ${browser}`,
    `For another world, use its id as the proxy's user name: http://ID:x@${host}`,
  ].join('\n');
};

/** How programs and browsers trust the certificate of `--https`. */
export const renderHttps = ({ authority, roots }: NonNullable<Serving['trust']>): string =>
  [
    'Its certificate is signed by an authority of this run. A program trusts it by one of these variables:',
    `  export NODE_EXTRA_CA_CERTS=${shellQuoted(authority)} SSL_CERT_FILE=${shellQuoted(roots)} REQUESTS_CA_BUNDLE=${shellQuoted(roots)}`,
    `  curl --cacert ${shellQuoted(authority)} …`,
    'A browser asks once; go on to "localhost". The control API below takes plain HTTP at the same port.',
  ].join('\n');
