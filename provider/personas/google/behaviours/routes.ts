import { z } from 'zod';
import { defineBehaviour, type HeaderList, jsonBodyOf, type Reply } from '../../../model/index.ts';
import { googleNotFound } from '../replies.ts';
import { PAGES, source } from './source.ts';

const on = z.boolean().default(true);

const headerOf = (reply: Reply, name: string): string => {
  const found = reply.headers.find(([key]) => key.toLowerCase() === name);
  return found?.[1] ?? '';
};
const isJsonReply = (reply: Reply): boolean => headerOf(reply, 'content-type').startsWith('application/json');

/** Replaces headers by name, ignoring case, and adds the others. */
const withHeaders = (reply: Reply, headers: HeaderList): Reply => {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return { ...reply, headers: [...reply.headers.filter(([name]) => !names.has(name.toLowerCase())), ...headers] };
};

const NO_CACHE: HeaderList = [
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ['Pragma', 'no-cache'],
  ['Expires', 'Mon, 01 Jan 1990 00:00:00 GMT'],
];
const FRONT: HeaderList = [
  ['Vary', 'X-Origin'],
  ['Vary', 'Referer'],
  ['Vary', 'Origin,Accept-Encoding'],
  ['Server', 'scaffolding on HTTPServer2'],
  ['X-XSS-Protection', '0'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Content-Type-Options', 'nosniff'],
];
const TOKEN_HEADERS: HeaderList = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ...NO_CACHE,
  ...FRONT,
  ['Accept-Ranges', 'none'],
  ['Alt-Svc', 'h3=":443"; ma=2592000,h3-29=":443"; ma=2592000'],
];
const IDENTITY_HEADERS: HeaderList = [['Content-Type', 'application/json; charset=UTF-8'], ...NO_CACHE, ...FRONT];
const IDENTITY = new Set(['userinfo', 'tokeninfo', 'revoke']);

const indented = (json: unknown): string => JSON.stringify(json, undefined, 2);

/** Headers and indentation of responses, and the HTML page if no route matches. */
export const routes = [
  defineBehaviour({
    id: 'google/token/headers',
    summary: 'Sends the headers of its front end with every response of the token endpoint; a 401 has no WWW-Authenticate.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-35', 'recorded', PAGES.webServer),
    apply: ({ endpoint, reply }) => {
      if (endpoint !== 'token' || !isJsonReply(reply)) return undefined;
      const headers = reply.headers.filter(([name]) => name.toLowerCase() !== 'www-authenticate');
      return { reply: withHeaders({ ...reply, headers }, TOKEN_HEADERS), because: `a token answer with status ${reply.status}` };
    },
  }),
  defineBehaviour({
    id: 'google/identity/headers',
    summary: 'Sends the headers of its front end with userinfo, tokeninfo and revocation.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-35', 'inferred', PAGES.openid),
    apply: ({ endpoint, reply }) =>
      IDENTITY.has(endpoint) && isJsonReply(reply)
        ? { reply: withHeaders(reply, IDENTITY_HEADERS), because: `an answer of ${endpoint} with status ${reply.status}` }
        : undefined,
  }),
  defineBehaviour({
    id: 'google/token/pretty-body',
    summary: 'Indents the JSON of the token endpoint and related endpoints by two spaces.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-36', 'recorded', PAGES.webServer),
    apply: ({ endpoint, reply }) => {
      const body = jsonBodyOf(reply);
      if (!body || (endpoint !== 'token' && !IDENTITY.has(endpoint))) return undefined;
      return { reply: { ...reply, body: { ...body, write: indented } }, because: 'JSON is indented' };
    },
  }),
  defineBehaviour({
    id: 'google/routes/html-404',
    summary: 'Answers unknown paths and methods with a 404 page in HTML, never with JSON or 405.',
    remedy: 'Correct the address; read it from the discovery document.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('G-92', 'recorded', 'https://github.com/googleapis/oauth2client/issues/750'),
    apply: ({ endpoint, reply, request }) =>
      endpoint === 'unknown' && isJsonReply(reply)
        ? { reply: googleNotFound(request.url), because: `no route for ${request.method} ${request.url.pathname}` }
        : undefined,
  }),
];
