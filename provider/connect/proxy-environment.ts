import { delimiter } from 'node:path';

/** What a program must know to reach its vendors through the proxy, and to believe the certificates that it meets there. */
export interface ProxyPlace {
  /** Address of the proxy: `http://127.0.0.1:4480`. */
  readonly url: string;
  readonly trust: TrustFiles;
}

/** Files that are there as long as the proxy is; they hold certificates and no key. */
export interface TrustFiles {
  /** The proxy's own authority alone, PEM. */
  readonly authority: string;
  /** The authority together with the roots that Node knows, PEM: for programs that take one file instead of their own roots. */
  readonly roots: string;
  /** The same as `roots`, as Java reads it: a JKS without a secret in it. */
  readonly javaTrustStore: string;
  /** Folder with an `.ini` that makes PHP read `roots`. */
  readonly phpIniFolder: string;
}

/** What stays on this machine without the proxy. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** The proxy's address with the world as user name. Several libraries leave out a name that has no password with it. */
export const proxyUrlOf = (url: string, world: string): string => {
  const named = new URL(url);
  named.username = world;
  named.password = 'x';
  return named.href.replace(/\/$/, '');
};

const bothCases = (name: string, value: string): Record<string, string> => ({
  [name.toUpperCase()]: value,
  [name.toLowerCase()]: value,
});

/** Java has neither the variables nor a place for a user name: there the proxy takes its default world. */
const javaOptions = ({ url, trust }: ProxyPlace): string => {
  const { hostname, port } = new URL(url);
  return [
    ...['http', 'https'].flatMap((scheme) => [`-D${scheme}.proxyHost=${hostname}`, `-D${scheme}.proxyPort=${port}`]),
    '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
    `-Djavax.net.ssl.trustStore=${trust.javaTrustStore}`,
    '-Djavax.net.ssl.trustStoreType=JKS',
  ].join(' ');
};

/**
 * Environment in which a program of nearly any language reaches the vendors' hosts in one world of the lab, and nothing
 * else but this machine: curl, Python, Go (not on macOS and Windows, where it trusts the system's certificates only),
 * Java, Ruby, PHP, .NET, Node from 22.21 on, Deno.
 */
export const proxyEnvironment = (
  place: ProxyPlace,
  world: string,
  before: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> => {
  const url = proxyUrlOf(place.url, world);
  const { authority, roots, phpIniFolder } = place.trust;
  return {
    ...bothCases('HTTP_PROXY', url),
    ...bothCases('HTTPS_PROXY', url),
    ...bothCases('NO_PROXY', LOOPBACK.join(',')),
    SSL_CERT_FILE: roots,
    CURL_CA_BUNDLE: roots,
    REQUESTS_CA_BUNDLE: roots,
    NODE_EXTRA_CA_CERTS: authority,
    NODE_USE_ENV_PROXY: '1',
    DENO_CERT: authority,
    PHP_INI_SCAN_DIR: `${before.PHP_INI_SCAN_DIR ?? ''}${delimiter}${phpIniFolder}`,
    JAVA_TOOL_OPTIONS: [before.JAVA_TOOL_OPTIONS, javaOptions(place)].filter(Boolean).join(' '),
  };
};

/** Which of the variables a language's usual clients look at, besides `no_proxy`. */
export const LANGUAGES = {
  curl: ['https_proxy', 'CURL_CA_BUNDLE'],
  'Python, requests': ['https_proxy', 'REQUESTS_CA_BUNDLE'],
  'Python, httpx and urllib': ['https_proxy', 'SSL_CERT_FILE'],
  'Go (Linux), Ruby, .NET (Linux)': ['https_proxy', 'HTTPS_PROXY', 'SSL_CERT_FILE'],
  PHP: ['https_proxy', 'PHP_INI_SCAN_DIR'],
  'Node 22.21 and newer': ['https_proxy', 'NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS'],
  Java: ['JAVA_TOOL_OPTIONS'],
} as const satisfies Record<string, readonly string[]>;
