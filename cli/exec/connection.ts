/** What `exec` says about the way of an app into the lab, before the app runs: by what it is connected, and what nothing reaches. */
import { type PersonaId, VENDORS } from '../../provider/index.ts';
import { type App, keepsBrowsers, takesPreload } from './app.ts';
import type { Language } from './program.ts';

/** How the app is connected. */
export interface Connection {
  readonly app: App;
  readonly personas: readonly PersonaId[];
  /** Address of the proxy, and the file with what it is trusted by. */
  readonly proxy: { readonly url: string; readonly trust: { readonly roots: string } };
  /** The command that starts a browser in the lab. */
  readonly browserCommand: string;
  /** `--smtp`: where the mails of the app go. */
  readonly smtp?: { readonly url: string } | undefined;
  /** `--browser`: one is opened. */
  readonly opensBrowser: boolean;
}

/** Calls that variables do not reach, by language. */
const BEYOND: Readonly<Record<Language, readonly string[]>> = {
  node: ['HTTP/2 by node:http2, which is refused with an error'],
  python: ['aiohttp without ClientSession(trust_env=True)', 'calls with trust_env=False or a CA file of their own'],
  ruby: ['calls with a proxy or a CA file of their own'],
  php: ['file_get_contents and other streams, which use no proxy', 'PHP behind a web server with environment of its own'],
  perl: ['clients with a proxy or a CA file of their own'],
  java: ['clients with a proxy selector or a trust store of their own'],
  go: [
    'clients with a Transport of their own without Proxy: http.ProxyFromEnvironment',
    ...(process.platform === 'linux' ? [] : ['all of Go: here it trusts only the certificates of the system']),
  ],
  dotnet: process.platform === 'linux' ? [] : ['all of .NET: here it trusts only the certificates of the system'],
  container: ['programs in containers: they do not get the variables of this command. Use loginlab serve --host 0.0.0.0'],
  other: ['Go, Java, Python and others with a proxy or a CA file of their own'],
};
const EVERYWHERE = ['programs that pin the certificate of their vendor', 'HTTP/2 without HTTP/1.1'];

const LABEL_WIDTH = 18;
const field = (label: string, [first = '', ...more]: readonly string[]): readonly string[] => [
  `  ${label.padEnd(LABEL_WIDTH)}${first}`,
  ...more.map((line) => ' '.repeat(LABEL_WIDTH + 2) + line),
];

/** `Google, Facebook and …` */
export const titlesOf = (personas: readonly PersonaId[]): string =>
  new Intl.ListFormat('en-GB').format(personas.map((id) => VENDORS[id].title));

/** Those that a browser visits; nobody opens pages of an API. */
const visitedOf = ({ personas }: Connection): readonly PersonaId[] => personas.filter((id) => VENDORS[id].pages.length > 0);

const oldNode = ({ app: { node, language } }: Connection): readonly string[] =>
  node === undefined || node.canPreload
    ? []
    : [
        `Node ${node.version} (${node.file}) is too old to be intercepted in-process: that needs Node 20.19, 22.12 or newer.`,
        ...(language === 'node'
          ? ['Its fetch and https calls go to the real hosts; clients that read HTTPS_PROXY go to the lab.']
          : []),
      ];

const ownBrowser = (connection: Connection): readonly string[] => {
  const { app, opensBrowser } = connection;
  const visited = visitedOf(connection);
  if (keepsBrowsers(app) || visited.length === 0) return [];
  const unless = app.language === 'other' && takesPreload(app) ? ', unless a Node program sends it there' : '';
  const instead = opensBrowser ? 'Use the one that opens.' : 'Add --browser, or start one as below.';
  return [`your own browser: it goes to the real ${titlesOf(visited)}${unless}. ${instead}`];
};

/** The lines about the connection of an app. */
export const renderConnection = (connection: Connection): readonly string[] => {
  const { app, proxy, opensBrowser, browserCommand } = connection;
  const isNode = app.language === 'node' && takesPreload(app);
  const beyond = isNode || app.language !== 'node' ? [...BEYOND[app.language], ...(isNode ? [] : EVERYWHERE)] : EVERYWHERE;
  return [
    ...(isNode ? [] : field('Proxy:', [`${proxy.url}, CA file ${proxy.trust.roots} (the variables of this command name both)`])),
    ...field('Not intercepted:', [...oldNode(connection), ...ownBrowser(connection), `${beyond.join('; ')}.`]),
    ...(opensBrowser
      ? field('Browser:', ['one opens with a profile of its own: there the hosts of the vendors are the lab.'])
      : []),
    ...(opensBrowser || keepsBrowsers(app) ? [] : field('Browser:', [browserCommand])),
  ];
};
