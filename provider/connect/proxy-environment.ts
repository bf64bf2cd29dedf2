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

/**
 * Java has neither the variables nor a place for a user name. A program with an `Authenticator` names its world when the
 * proxy asks; by default Java does not let it do so by Basic.
 */
const javaOptions = ({ url, trust }: ProxyPlace): string => {
  const { hostname, port } = new URL(url);
  return [
    ...['http', 'https'].flatMap((scheme) => [`-D${scheme}.proxyHost=${hostname}`, `-D${scheme}.proxyPort=${port}`]),
    '-Djdk.http.auth.tunneling.disabledSchemes=',
    '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
    `-Djavax.net.ssl.trustStore=${trust.javaTrustStore}`,
    '-Djavax.net.ssl.trustStoreType=JKS',
  ].join(' ');
};

/**
 * Environment in which a program of nearly any language reaches the vendors' hosts in one world of the lab, and nothing
 * else but this machine: see `LANGUAGES`. Go and .NET only on Linux: elsewhere they trust the system's certificates only.
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
    HTTPLIB2_CA_CERTS: roots,
    PERL_LWP_ENV_PROXY: '1',
    PERL_LWP_SSL_CA_FILE: roots,
    HTTPS_CA_FILE: roots,
    MOJO_PROXY: '1',
    MOJO_CA_FILE: roots,
    NODE_EXTRA_CA_CERTS: authority,
    NODE_USE_ENV_PROXY: '1',
    DENO_CERT: authority,
    PHP_INI_SCAN_DIR: `${before.PHP_INI_SCAN_DIR ?? ''}${delimiter}${phpIniFolder}`,
    JAVA_TOOL_OPTIONS: [before.JAVA_TOOL_OPTIONS, javaOptions(place)].filter(Boolean).join(' '),
  };
};

/** What the usual clients of a language need. */
export interface ProxyLanguage {
  /** The variables that suffice, besides `no_proxy`. */
  readonly variables: readonly string[];
  /** What a program must do itself, and which of its calls nothing here reaches. */
  readonly limits?: string;
}

const SYSTEM_TRUST = 'on macOS and Windows it trusts only the certificates of the system';

/** Languages and what they need; a test runs those that are installed with these variables and no others. */
export const LANGUAGES = {
  curl: { variables: ['https_proxy', 'CURL_CA_BUNDLE'] },
  'Python: requests': { variables: ['https_proxy', 'REQUESTS_CA_BUNDLE'] },
  'Python: httpx, urllib, aiohttp': {
    variables: ['https_proxy', 'SSL_CERT_FILE'],
    limits: 'aiohttp needs ClientSession(trust_env=True)',
  },
  'Python: httplib2': { variables: ['https_proxy', 'HTTPLIB2_CA_CERTS'] },
  Ruby: { variables: ['http_proxy', 'https_proxy', 'SSL_CERT_FILE'] },
  PHP: {
    variables: ['https_proxy', 'PHP_INI_SCAN_DIR'],
    limits: 'only calls by curl, as Guzzle makes them; file_get_contents and other streams use no proxy',
  },
  'Perl: LWP': { variables: ['https_proxy', 'PERL_LWP_ENV_PROXY', 'PERL_LWP_SSL_CA_FILE'] },
  'Perl: Mojolicious': { variables: ['https_proxy', 'MOJO_PROXY', 'MOJO_CA_FILE'] },
  'Perl: HTTP::Tiny': { variables: ['https_proxy', 'SSL_CERT_FILE'] },
  Go: { variables: ['HTTPS_PROXY', 'SSL_CERT_FILE'], limits: SYSTEM_TRUST },
  '.NET': { variables: ['HTTPS_PROXY', 'SSL_CERT_FILE'], limits: SYSTEM_TRUST },
  Java: {
    variables: ['JAVA_TOOL_OPTIONS'],
    limits: 'it names no world, and a client with a proxy selector of its own uses that',
  },
  'Node 22.21 and newer': { variables: ['https_proxy', 'NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS'] },
  Deno: { variables: ['https_proxy', 'DENO_CERT'] },
} as const satisfies Record<string, ProxyLanguage>;
