import { defineBehaviour, type HeaderList } from '../../../../model/index.ts';
import { on } from '../../../../oauth/switch-setting.ts';
import { source } from '../../behaviours/source.ts';
import { GRAPH_HOST } from '../graph-place.ts';

const ANY_ORIGIN = ['Access-Control-Allow-Origin', '*'] as const;

const allowed = (asked: string | undefined): HeaderList => [
  ANY_ORIGIN,
  ['Access-Control-Allow-Methods', 'OPTIONS, GET, POST, DELETE'],
  ...(asked === undefined ? [] : [['Access-Control-Allow-Headers', asked] as const]),
  ['Content-Type', 'text/html; charset=UTF-8'],
];

/** Pages of other origins. Only the Graph host and the documents are for them; no page reads the dialog. */
export const cors = [
  defineBehaviour({
    id: 'facebook/cors/preflight',
    summary: 'Lets pages of every origin call the Graph API, without cookies.',
    stage: 'preflight',
    origin: 'vendor',
    setting: on,
    source: source('F-50', 'inferred', 'https://github.com/dgrubelic/vue-authenticate/issues/68'),
    apply: ({ request: { url, headers } }) =>
      url.host === GRAPH_HOST
        ? {
            reply: { status: 200, headers: allowed(headers['access-control-request-headers']), body: '' },
            because: `a page of ${headers.origin ?? 'no origin'} asks to call the Graph API`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/cors/readable',
    summary: 'Lets pages of every origin read each answer of the Graph host, redirects and errors too.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-41', 'recorded', 'https://github.com/criso/fbgraph/issues/120'),
    apply: ({ reply, request }) => {
      const isTold = reply.headers.some(([name]) => name.toLowerCase() === 'access-control-allow-origin');
      if (request.url.host !== GRAPH_HOST || isTold || request.method === 'OPTIONS') return undefined;
      return { reply: { ...reply, headers: [...reply.headers, ANY_ORIGIN] }, because: 'the answer comes from the Graph host' };
    },
  }),
];
