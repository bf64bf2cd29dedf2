import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { graphError } from '../api/graph-error.ts';
import { notFoundPage } from '../replies.ts';
import { PAGES, source } from './source.ts';

const UNSUPPORTED = (method: string): string =>
  `Unsupported ${method.toLowerCase()} request. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`;

/** What is said where nothing is, or nothing under this method. */
export const routes = [
  defineBehaviour({
    id: 'facebook/routes/not-found',
    summary: 'Answers unknown URLs with a page, and on the Graph host with an API error.',
    remedy: 'Correct the address.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-56', 'inferred', PAGES.errors),
    apply: ({ endpoint, reply, request: { method, url } }) => {
      if (endpoint !== 'unknown' || reply.status !== 404) return undefined;
      const because = `no route for ${method} ${url.pathname}`;
      if (url.hostname !== 'graph.facebook.com') return { reply: notFoundPage(), because };
      return { reply: graphError({ message: UNSUPPORTED(method), type: 'GraphMethodException', code: 100 }), because };
    },
  }),
];
