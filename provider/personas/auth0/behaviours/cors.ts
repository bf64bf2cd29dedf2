import { defineBehaviour, type HeaderList, type LabRequest } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { PAGES, source } from './source.ts';

const pathOf = (url: string): string => new URL(url).pathname;
const FOR_ORIGIN: ReadonlySet<string> = new Set([ENDPOINTS.token, ENDPOINTS.revoke].map(pathOf));
const FOR_ALL: ReadonlySet<string> = new Set(
  [
    ENDPOINTS.userinfo,
    ENDPOINTS.discovery,
    ENDPOINTS.metadata,
    ENDPOINTS.jwks,
    ENDPOINTS.databaseSignUp,
    ENDPOINTS.changePassword,
  ].map(pathOf),
);

const EXPOSED = 'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset';

const readers = ({ url, headers: { origin } }: LabRequest): HeaderList => {
  if (FOR_ALL.has(url.pathname))
    return [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Credentials', 'false'],
      ['Access-Control-Expose-Headers', EXPOSED],
    ];
  if (!FOR_ORIGIN.has(url.pathname) || origin === undefined) return [];
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Expose-Headers', EXPOSED],
  ];
};

/** Which pages of other origins may ask and read. */
export const cors = [
  defineBehaviour({
    id: 'auth0/cors/preflight',
    summary: 'Lets pages of other origins call its token, revocation and userinfo endpoints, with the headers of its SDKs.',
    stage: 'preflight',
    origin: 'vendor',
    setting: on,
    source: source('A-152', 'recorded', PAGES.spa),
    apply: ({ request }) => {
      const allowed = readers(request);
      if (allowed.length === 0) return undefined;
      const { headers } = request;
      return {
        reply: {
          status: 204,
          headers: [
            ...allowed,
            ['Access-Control-Allow-Methods', headers['access-control-request-method'] ?? 'GET,POST'],
            ['Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? 'Content-Type'],
            ['Access-Control-Max-Age', '86400'],
            ['Vary', 'Origin, Access-Control-Request-Headers'],
          ],
          body: '',
        },
        because: `a page of ${headers.origin ?? 'another origin'} asks`,
      };
    },
  }),
  defineBehaviour({
    id: 'auth0/cors/reply',
    summary: 'Lets pages of other origins read its replies: at userinfo everybody, elsewhere the origin that asks.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('A-80', 'recorded', PAGES.ruby),
    apply: ({ reply, request }) => {
      const names = new Set(reply.headers.map(([name]) => name.toLowerCase()));
      const added = readers(request).filter(([name]) => !names.has(name.toLowerCase()));
      return added.length === 0
        ? undefined
        : { reply: { ...reply, headers: [...reply.headers, ...added] }, because: 'pages may read this reply' };
    },
  }),
];
