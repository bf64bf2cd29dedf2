import { defineBehaviour, type HeaderList, type LabRequest, type Reply } from '../../../model/index.ts';
import { API_HOSTS, ISSUER } from '../endpoints.ts';
import { source } from './source.ts';
import { on } from './vocabulary.ts';

/** Who may read an answer: pages of every origin, those that the app's own cookies belong to, or none but Google's. */
type Readers = 'any' | 'asking' | 'asking-with-credentials' | 'none';

const isDocument = ({ host, pathname }: URL): boolean => host === new URL(ISSUER).host && pathname.startsWith('/.well-known/');

/** Sign-in pages and the endpoints beside them are read by no page; Google's APIs by every one. */
const readersOf = (url: URL): Readers => {
  if (isDocument(url)) return 'any';
  if (!API_HOSTS.includes(url.host)) return 'none';
  return /^\/(?:upload\/)?(?:drive|discovery)\//.test(url.pathname) ? 'asking-with-credentials' : 'asking';
};

/** As recorded of the revocation endpoint. */
const EXPOSED = 'date,vary,vary,vary,content-encoding,server,content-length';

const readable = (readers: Readers, origin: string): HeaderList => [
  ['Access-Control-Allow-Origin', readers === 'any' ? '*' : origin],
  ...(readers === 'asking-with-credentials' ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
];

/** Files of the documents allow no header beyond the simple ones. */
const allowed = (readers: Readers, { headers }: LabRequest): HeaderList => {
  const asked = headers['access-control-request-headers'];
  if (readers === 'any') return [['Access-Control-Allow-Methods', 'GET, HEAD']];
  return [
    ['Access-Control-Allow-Methods', 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'],
    ...(asked === undefined ? [] : [['Access-Control-Allow-Headers', asked] as const]),
    ['Access-Control-Max-Age', '3600'],
  ];
};

const FRONT: HeaderList = [
  ['Vary', 'Origin'],
  ['Vary', 'X-Origin'],
  ['Vary', 'Referer'],
  ['Content-Type', 'text/html'],
  ['Server', 'ESF'],
  ['X-XSS-Protection', '0'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Content-Type-Options', 'nosniff'],
];

const preflightReply = (readers: Readers, origin: string, request: LabRequest): Reply => ({
  status: 200,
  headers: [...readable(readers, origin), ...allowed(readers, request), ...FRONT],
  body: '',
});

/** Pages of other origins. */
export const cors = [
  defineBehaviour({
    id: 'google/cors/preflight',
    summary:
      'Lets pages of every origin call its APIs and the token, revocation and userinfo endpoints; never those of accounts.google.com.',
    stage: 'preflight',
    origin: 'vendor',
    setting: on,
    source: source('G-35', 'reported', 'https://github.com/manfredsteyer/angular-oauth2-oidc/issues/1312'),
    apply: ({ request }) => {
      const { origin } = request.headers;
      const readers = readersOf(request.url);
      if (origin === undefined || readers === 'none') return undefined;
      return { reply: preflightReply(readers, origin, request), because: `a page of ${origin} asks to call ${request.url.host}` };
    },
  }),
  defineBehaviour({
    id: 'google/cors/readable',
    summary: 'Lets the page that asked read the answer, an error too; revocation and tokens without cookies, Drive with them.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-73', 'recorded', 'https://github.com/google/google-api-javascript-client/issues/821'),
    apply: ({ reply, request }) => {
      const { origin } = request.headers;
      const readers = readersOf(request.url);
      const isTold = reply.headers.some(([name]) => name.toLowerCase() === 'access-control-allow-origin');
      if (origin === undefined || readers === 'none' || readers === 'any' || isTold || request.method === 'OPTIONS')
        return undefined;
      const headers = [...reply.headers, ...readable(readers, origin), ['Access-Control-Expose-Headers', EXPOSED] as const];
      return { reply: { ...reply, headers }, because: `the request came from a page of ${origin}` };
    },
  }),
];
