import { z } from 'zod';
import { defineBehaviour, jsonBodyOf } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { isForever } from '../lifetimes.ts';
import { PAGES, source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

const ORDER = ['access_token', 'id_token', 'token_type', 'expires_in'];

const byOrder = (body: Json): Json => {
  const known = ORDER.filter((name) => name in body);
  const others = Object.keys(body).filter((name) => !ORDER.includes(name));
  return Object.fromEntries([...known, ...others].map((name) => [name, body[name]]));
};

const without = (body: Json, name: string): Json => {
  const { [name]: _, ...rest } = body;
  return rest;
};

/** `v2.2` and older. */
const isBeforeJson = (path: string): boolean => {
  const [, major, minor = '0'] = /^\/v(\d+)(?:\.(\d+))?\//.exec(path) ?? [];
  return major !== undefined && (Number(major) < 2 || (Number(major) === 2 && Number(minor) <= 2));
};

const asForm = ({ access_token: token, expires_in: expires }: Json): string => {
  const pairs = { access_token: String(token), ...(expires !== undefined && { expires: String(expires) }) };
  return new URLSearchParams(pairs).toString();
};

/** What stands in a token answer. */
export const tokenReply = [
  defineBehaviour({
    id: 'facebook/token/bearer-in-lower-case',
    summary: 'Returns the token type `bearer` in lower case.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'recorded', PAGES.manualFlow),
    apply: ({ body }) =>
      body.token_type === 'Bearer'
        ? { body: { ...body, token_type: 'bearer' }, because: 'the token is a bearer token' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/no-scope',
    summary: 'Omits the scopes of a token.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'recorded', 'https://github.com/restfb/restfb/issues/223'),
    apply: ({ body }) =>
      'scope' in body ? { body: without(body, 'scope'), because: `the token covers ${String(body.scope)}` } : undefined,
  }),
  defineBehaviour({
    id: 'facebook/token/endless-is-silent',
    summary: 'Omits `expires_in` if a token never expires; in some periods for every token.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: z.enum(['endless', 'always']).default('endless').describe('which tokens have no expires_in'),
    source: source('F-29', 'recorded', 'https://github.com/restfb/restfb/issues/770'),
    apply: ({ body }, which) => {
      const isEndless = isForever(Number(body.expires_in ?? 0));
      if (!isEndless && (which !== 'always' || !('expires_in' in body))) return undefined;
      return { body: without(body, 'expires_in'), because: isEndless ? 'the token never expires' : 'the setting is always' };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/member-order',
    summary: 'Orders the token answer: access_token, id_token, token_type, expires_in.',
    stage: 'token.reply',
    origin: 'vendor',
    setting: on,
    source: source('F-28', 'recorded', 'https://github.com/restfb/restfb/issues/223'),
    apply: ({ body }) => {
      const ordered = byOrder(body);
      if (Object.keys(ordered).join() === Object.keys(body).join()) return undefined;
      return { body: ordered, because: `the plain protocol orders them as ${Object.keys(body).join(', ')}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/token/form-before-2-3',
    summary: 'Answers with a form instead of JSON in versions up to 2.2, with `expires` instead of `expires_in`.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-31', 'recorded', 'https://github.com/tornadoweb/tornado/pull/1977'),
    apply: ({ endpoint, reply, request }) => {
      const body = jsonBodyOf(reply);
      if (endpoint !== 'token' || reply.status !== 200 || !body || !isBeforeJson(request.url.pathname)) return undefined;
      const headers = reply.headers.map(
        ([name, value]) => [name, name === 'Content-Type' ? 'text/plain; charset=UTF-8' : value] as const,
      );
      return { reply: { ...reply, headers, body: asForm(body.json as Json) }, because: 'the version is 2.2 or older' };
    },
  }),
];
