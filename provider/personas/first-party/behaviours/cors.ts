import { defineBehaviour, type HeaderList, type LabRequest } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { PAGES, source } from './source.ts';

const EXPOSED = 'Date, Location, Retry-After, WWW-Authenticate, X-Next-Private-Token, X-Next-Request-Token';

/** Everybody may ask and read, and no browser sends the cookie from another site. */
const readers = ({ headers: { origin } }: LabRequest): HeaderList =>
  origin === undefined
    ? []
    : [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Expose-Headers', EXPOSED],
      ];

/** Single-page apps stand at an origin of their own. */
export const cors = [
  defineBehaviour({
    id: 'first-party/cors/preflight',
    summary: 'Lets pages of all origins send requests with credentials in headers.',
    stage: 'preflight',
    origin: 'vendor',
    setting: on,
    source: source('P-14', 'documented', PAGES.cors),
    apply: ({ request }) => {
      const { headers } = request;
      const allowed = readers(request);
      if (allowed.length === 0) return undefined;
      return {
        reply: {
          status: 204,
          headers: [
            ...allowed,
            ['Access-Control-Allow-Methods', headers['access-control-request-method'] ?? 'GET'],
            ['Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? 'Content-Type'],
            ['Access-Control-Max-Age', '600'],
            ['Vary', 'Access-Control-Request-Headers, Access-Control-Request-Method'],
          ],
          body: '',
        },
        because: `a page of ${headers.origin ?? 'another origin'} asks`,
      };
    },
  }),
  defineBehaviour({
    id: 'first-party/cors/reply',
    summary: 'Lets pages of all origins read its replies.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('P-14', 'documented', PAGES.cors),
    apply: ({ reply, request }) => {
      const isSaid = reply.headers.some(([name]) => name === 'Access-Control-Allow-Origin');
      const added = isSaid ? [] : readers(request);
      return added.length === 0
        ? undefined
        : { reply: { ...reply, headers: [...reply.headers, ...added] }, because: 'pages may read this reply' };
    },
  }),
];
