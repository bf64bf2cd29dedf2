import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  defineBehaviour,
  type HeaderList,
  type JsonBody,
  jsonBodyOf,
  type Reply,
  type Stages,
  writeBody,
} from '../../../../model/index.ts';
import { PAGES, source } from '../../behaviours/source.ts';
import { graphChallenge, graphError, readGraphError } from '../graph-error.ts';
import { prettyGraphJson, withGraphEscapes } from '../graph-json.ts';
import { GRAPH_HOST } from '../graph-place.ts';
import { LOCALES, localised } from '../languages.ts';

type Input = Stages['reply']['input'];

const on = z.boolean().default(true);

const header = ({ headers }: Reply, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

const JSON_TYPE = /^(application\/json|text\/javascript)/;

/** The JSON of a reply of the Graph host; undefined for anything else. */
const graphBody = ({ request, reply }: Input): JsonBody | undefined => {
  if (request.url.host !== GRAPH_HOST || !JSON_TYPE.test(header(reply, 'content-type') ?? '')) return undefined;
  return jsonBodyOf(reply);
};

const isGraphs = (input: Input): boolean => graphBody(input) !== undefined;
const errorIn = (input: Input) => readGraphError(graphBody(input)?.json);

/** The same reply, its JSON written in another way. */
const writtenBy = (reply: Reply, write: (body: JsonBody) => string): Reply => {
  const body = jsonBodyOf(reply);
  return body ? { ...reply, body: { json: body.json, write: (json) => write({ ...body, json }) } } : reply;
};

/** The same reply, with other members in its error. */
const withError = (reply: Reply, changes: object): Reply => {
  const { json, ...body } = jsonBodyOf(reply) ?? { json: {} };
  const { error, ...rest } = json as { error: object };
  return { ...reply, body: { ...body, json: { error: { ...error, ...changes }, ...rest } } };
};

/** Puts headers in the place of those of the same name, and the rest behind. */
const withHeaders = (reply: Reply, headers: HeaderList): Reply => {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return { ...reply, headers: [...reply.headers.filter(([name]) => !names.has(name.toLowerCase())), ...headers] };
};

const TRACE_LENGTHS: Readonly<Record<string, number>> = { 'since-2019': 23, 'until-2019': 11 };

const traceId = (form: unknown, random: Input['random']): string =>
  form === 'until-2019' ? random(TRACE_LENGTHS['until-2019'] ?? 11) : `A${random((TRACE_LENGTHS['since-2019'] ?? 23) - 1)}`;

/** People who look at it: a browser, or curl. */
const isForEyes = ({ request }: Input): boolean =>
  /^curl\//.test(request.headers['user-agent'] ?? '') || (request.headers.accept ?? '').includes('text/html');

const NEVER: HeaderList = [
  ['Pragma', 'no-cache'],
  ['Expires', 'Sat, 01 Jan 2000 00:00:00 GMT'],
];

const etag = (body: Reply['body']): string => `"${createHash('sha1').update(writeBody(body)).digest('hex')}"`;

const headersOf = ({ reply, random }: Input): HeaderList => {
  const failed = reply.status >= 400;
  const id = header(reply, 'x-fb-request-id') ?? `A${random(22)}`;
  return [
    ...(failed ? [] : [['ETag', etag(reply.body)] as const]),
    ['x-fb-request-id', id],
    ['x-fb-trace-id', random(11)],
    ['x-fb-rev', '1010500000'],
    ['X-FB-Debug', `${random(86).replaceAll('-', '+').replaceAll('_', '/')}==`],
    ['Access-Control-Allow-Origin', '*'],
    ['Cache-Control', failed ? 'no-store' : 'private, no-cache, no-store, must-revalidate'],
    ...NEVER,
    ['Strict-Transport-Security', 'max-age=15552000; preload'],
  ];
};

/** `v19.0` as a number that sorts; undefined where there is no version. */
const versionNumber = (text: string | undefined): number | undefined => {
  const [, major, minor = '0'] = /^v(\d+)(?:\.(\d+))?$/.exec(text ?? '') ?? [];
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor);
};

const version = z.string().regex(/^v\d+\.\d+$/);
const OLDEST_USABLE = 'v19.0';

/** How the Graph API refuses. */
export const envelope = [
  defineBehaviour({
    id: 'facebook/graph/error-envelope',
    summary: 'Answers every refusal with an error object of codes and texts, with status 400 instead of 401.',
    remedy: 'Read `error.code` and `error.error_subcode`; the status is 400, not 401.',
    stage: 'api.refuse',
    origin: 'vendor',
    setting: z
      .enum(['with-subcode', 'without-subcode', 'off'])
      .default('with-subcode')
      .describe('answers had no subcode in 2022, although debug_token showed one for the same tokens'),
    source: source('F-48', 'recorded', PAGES.errors),
    apply: ({ failure }, form) => {
      if (!failure) return undefined;
      const { subcode, ...rest } = failure;
      const told = form === 'with-subcode' ? failure : rest;
      return { reply: graphError(told), because: `code ${rest.code}${subcode === undefined ? '' : `, subcode ${subcode}`}` };
    },
  }),
];

/** How the Graph API's answers look, and those of the token endpoint, which shares its host. In the order of their making. */
export const reply = [
  defineBehaviour({
    id: 'facebook/graph/language',
    summary: 'Translates some error texts to the language of the person; the codes are the same.',
    stage: 'reply',
    origin: 'vendor',
    setting: z
      .enum(['by-request', ...LOCALES, 'off'])
      .default('by-request')
      .describe('language of the errors; `by-request`: that of the parameter `locale`'),
    source: source('F-92', 'inferred', PAGES.errors),
    apply: (input, setting) => {
      const error = errorIn(input);
      const locale = setting === 'by-request' ? (input.request.url.searchParams.get('locale') ?? '') : String(setting);
      const message = error && localised(locale, error.code, error.subcode);
      return message === undefined
        ? undefined
        : { reply: withError(input.reply, { message }), because: `the language is ${locale}; the codes are the same in all` };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/trace-id',
    summary: 'Adds a trace id to every error and to a header.',
    stage: 'reply',
    origin: 'vendor',
    setting: z.enum(['since-2019', 'until-2019', 'off']).default('since-2019').describe('form of the id'),
    source: source('F-48', 'recorded', PAGES.errors),
    apply: (input, form) => {
      if (!errorIn(input)) return undefined;
      const id = traceId(form, input.random);
      const told = withError(input.reply, { fbtrace_id: id });
      return { reply: withHeaders(told, [['x-fb-request-id', id]]), because: 'the answer is an error' };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/challenge',
    summary: 'Sends a challenge of four quoted strings, without the `key=value` pairs of RFC 7235.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-49', 'recorded', 'https://github.com/freizl/hoauth2/issues/19'),
    apply: (input) => {
      const error = errorIn(input);
      return (
        error && {
          reply: withHeaders(input.reply, [['WWW-Authenticate', graphChallenge(error)]]),
          because: `the answer is an error of code ${error.code}`,
        }
      );
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/pretty-json',
    summary: 'Indents JSON by three spaces for browsers and curl.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-51', 'inferred', PAGES.koala),
    apply: (input) =>
      isGraphs(input) && isForEyes(input)
        ? { reply: writtenBy(input.reply, ({ json }) => prettyGraphJson(json)), because: 'the client is a browser or curl' }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/json-escapes',
    summary: 'Escapes slashes, at signs and everything beyond ASCII in JSON.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-51', 'recorded', PAGES.koala),
    apply: (input) =>
      isGraphs(input)
        ? {
            reply: writtenBy(input.reply, (body) => withGraphEscapes(String(writeBody(body)))),
            because: 'the answer is JSON of the Graph API',
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/headers',
    summary: 'Sends an ETag with success, request ids, no-store and any CORS origin.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-50', 'recorded', PAGES.koala),
    apply: (input) =>
      isGraphs(input)
        ? {
            reply: withHeaders(input.reply, headersOf(input)),
            because: `the answer is JSON of the Graph API with status ${input.reply.status}`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'facebook/graph/oldest-version',
    summary: 'Serves calls to a removed version with the oldest available version.',
    stage: 'reply',
    origin: 'vendor',
    setting: z.union([version, z.literal('off')]).default(OLDEST_USABLE),
    source: source('F-76', 'documented', PAGES.versions),
    apply: (input, oldest) => {
      const asked = input.request.url.pathname.split('/')[1];
      const number = versionNumber(asked);
      if (!isGraphs(input) || number === undefined || number >= (versionNumber(String(oldest)) ?? 0)) return undefined;
      const reply = withHeaders(input.reply, [['facebook-api-version', String(oldest)]]);
      return { reply, because: `${asked} is older than ${oldest}` };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/version',
    summary: 'Reports the API version of a call: that of its path, else the app’s default.',
    stage: 'reply',
    origin: 'vendor',
    setting: z
      .union([version, z.literal('off')])
      .default('v25.0')
      .describe('version of calls that name none'),
    source: source('F-76', 'documented', PAGES.versions),
    apply: (input, usual) => {
      if (!isGraphs(input) || header(input.reply, 'facebook-api-version') !== undefined) return undefined;
      const asked = input.request.url.pathname.split('/')[1];
      const used = versionNumber(asked) === undefined ? String(usual) : String(asked);
      const because = used === asked ? 'the path names it' : 'the path names none';
      return { reply: withHeaders(input.reply, [['facebook-api-version', used]]), because };
    },
  }),
  defineBehaviour({
    id: 'facebook/graph/content-type',
    summary: 'Sends JSON with a JavaScript content type unless the caller accepts JSON.',
    stage: 'reply',
    origin: 'vendor',
    setting: on,
    source: source('F-50', 'inferred', PAGES.koala),
    apply: (input) => {
      if (!isGraphs(input) || /\bjson\b/.test(input.request.headers.accept ?? '')) return undefined;
      const reply = withHeaders(input.reply, [['Content-Type', 'text/javascript; charset=UTF-8']]);
      return { reply, because: `Accept was ${input.request.headers.accept ?? 'not sent'}` };
    },
  }),
];
