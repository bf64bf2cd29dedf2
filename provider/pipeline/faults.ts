import { setTimeout as wait } from 'node:timers/promises';
import { forgeJwt, openJwt } from '../engine/index.ts';
import { cutText, type Fault, type HeaderList, jsonBodyOf, type Reply, type ReplyForm } from '../model/index.ts';
import { type ExchangeContext, type FaultFacts, nowEpochSeconds, realNowEpochMs } from '../world/index.ts';

/** The result of faults for a reply: another reply, a truncated one, or none. */
export type Struck =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly truncateAtBytes?: number; readonly form?: ReplyForm }
  | { readonly kind: 'drop' };

type Action = Fault['do'];
type Tamper = Extract<Action, { tamperIdToken: unknown }>['tamperIdToken'];
type Injected = Extract<Action, { status: number }>;

/** Replaces members; `null` removes one. */
const patched = (
  object: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => Object.fromEntries(Object.entries({ ...object, ...changes }).filter(([, value]) => value !== null));

const injected = (fault: Injected): Reply => {
  const isText = typeof fault.body === 'string' || fault.body === undefined;
  const type: HeaderList =
    fault.body === undefined ? [] : [['Content-Type', isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8']];
  const given = Object.entries(fault.headers ?? {});
  const kept = type.filter(([name]) => !given.some(([other]) => other.toLowerCase() === name.toLowerCase()));
  return {
    status: fault.status,
    headers: [...kept, ...given],
    body: typeof fault.body === 'object' ? { json: fault.body } : (fault.body ?? ''),
  };
};

const html = (text: string): Reply => ({ status: 200, headers: [['Content-Type', 'text/html; charset=utf-8']], body: text });

/** Returns a signed JWT with the changes. */
export const tampered = (context: ExchangeContext, jwt: string, asked: Tamper): Promise<string> => {
  const tamper = withTimes(asked);
  const { header, claims } = openJwt(jwt);
  return forgeJwt(context, { header: patched(header, tamper.header), claims: patched(claims, tamper.claims) }, tamper);
};

/** Returns the reply with other members in its JSON, in the same format. */
const withJson = (reply: Reply, json: object): Reply => ({
  ...reply,
  headers: reply.headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
  body: { ...jsonBodyOf(reply), json },
});

/** Returns the members of a JSON object. Empty for any other body. */
const jsonOf = (reply: Reply): Record<string, unknown> | undefined => {
  const json = jsonBodyOf(reply)?.json;
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : undefined;
};

const ID_TOKEN_IN_LOCATION = /([#?&]id_token=)([^&]+)/;
/** In the form of response_mode=form_post, and in the script of web_message. */
const ID_TOKEN_IN_PAGE = /(<input type="hidden" name="id_token" value="|"id_token":")([\w.-]+)/;

const withTimes = ({ claimsFromNow = {}, ...tamper }: Tamper): Tamper => {
  const times = Object.entries(claimsFromNow).map(([name, seconds]) => [name, nowEpochSeconds() + seconds] as const);
  return { ...tamper, claims: { ...tamper.claims, ...Object.fromEntries(times) } };
};

const tamperReply = async (context: ExchangeContext, reply: Reply, tamper: Tamper): Promise<Reply> => {
  const json = jsonOf(reply);
  if (typeof json?.id_token === 'string') {
    return withJson(reply, { ...json, id_token: await tampered(context, json.id_token, tamper) });
  }
  const tamperIn = async (text: string, place: RegExp): Promise<string> => {
    const jwt = place.exec(text)?.[2];
    if (jwt === undefined) return text;
    const broken = await tampered(context, jwt, tamper);
    return text.replace(place, (_, before: string) => before + broken);
  };
  const headers = await Promise.all(
    reply.headers.map(async ([name, value]) => {
      const isLocation = name.toLowerCase() === 'location';
      return [name, isLocation ? await tamperIn(value, ID_TOKEN_IN_LOCATION) : value] as const;
    }),
  );
  const body = typeof reply.body === 'string' ? await tamperIn(reply.body, ID_TOKEN_IN_PAGE) : reply.body;
  return { ...reply, headers, body };
};

const TIMES = ['iat', 'exp', 'nbf', 'auth_time'];

const skewedClaims = (jwt: string, bySeconds: number): Record<string, unknown> => {
  const { claims } = openJwt(jwt);
  const times = TIMES.map((name) => [name, claims[name]] as const);
  return Object.fromEntries(times.flatMap(([name, time]) => (typeof time === 'number' ? [[name, time + bySeconds]] : [])));
};

/** Returns the reply of a provider whose clock is fast, or slow for values below 0. */
const skewed = async (context: ExchangeContext, reply: Reply, bySeconds: number): Promise<Reply> => {
  const date = new Date(realNowEpochMs() + bySeconds * 1000).toUTCString();
  const headers: HeaderList = [...reply.headers.filter(([name]) => name.toLowerCase() !== 'date'), ['Date', date]];
  const jwt = jsonOf(reply)?.id_token;
  if (typeof jwt !== 'string') return { ...reply, headers };
  return tamperReply(context, { ...reply, headers }, { claims: skewedClaims(jwt, bySeconds), signature: 'keep' });
};

/** The reply with another type, and its JSON in another layout. */
const inForm = (reply: Reply, { contentType, indent }: ReplyForm): Reply => {
  const json = jsonBodyOf(reply);
  const headers =
    contentType === undefined
      ? reply.headers
      : [...reply.headers.filter(([name]) => name.toLowerCase() !== 'content-type'), ['Content-Type', contentType] as const];
  if (indent === undefined || !json) return { ...reply, headers };
  const unsized = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  return { ...reply, headers: unsized, body: JSON.stringify(json.json, null, indent) };
};

/** The reply with one more member in the text of its JSON: an object would have each name once. */
const withMember = (reply: Reply, { name, value, place }: Extract<Action, { addMember: unknown }>['addMember']): Reply => {
  const members = jsonOf(reply) ? JSON.stringify(jsonOf(reply)).slice(1, -1) : undefined;
  if (members === undefined) return reply;
  const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  const all = [members].filter(Boolean).toSpliced(place === 'first' ? 0 : 1, 0, member);
  const headers = reply.headers.filter(([each]) => each.toLowerCase() !== 'content-length');
  return { ...reply, headers, body: `{${all.join(',')}}` };
};

/** Applies one fault to a reply. Without a reply, the fault can answer instead of the persona. */
const strike = async (
  context: ExchangeContext,
  { id, fault: { do: action } }: { readonly id: string; readonly fault: Fault },
  reply: Reply | undefined,
  signal: AbortSignal,
): Promise<Struck | undefined> => {
  if ('status' in action) return { kind: 'reply', reply: injected(action) };
  if ('html' in action) return { kind: 'reply', reply: html(action.html) };
  if ('drop' in action) return { kind: 'drop' };
  if ('delayMs' in action) await wait(action.delayMs, undefined, { signal });
  if ('hold' in action) await context.world.faults.cleared(id, signal);
  if (context.overrides && 'rotateRefreshToken' in action) context.overrides.rotateRefreshToken = true;
  if (context.overrides && 'setForm' in action) context.overrides.form = { ...context.overrides.form, ...action.setForm };
  if ('rotateKeys' in action) await context.world.keys(context.persona.id).rotate();
  if (!reply) return undefined;
  if ('truncate' in action) return { kind: 'reply', reply, truncateAtBytes: action.truncate };
  if ('sendAs' in action) return { kind: 'reply', reply: inForm(reply, action.sendAs), form: action.sendAs };
  if ('tamperIdToken' in action) return { kind: 'reply', reply: await tamperReply(context, reply, action.tamperIdToken) };
  if ('skewSeconds' in action) return { kind: 'reply', reply: await skewed(context, reply, action.skewSeconds) };
  if ('addMember' in action) return { kind: 'reply', reply: withMember(reply, action.addMember) };
  const json = 'setBody' in action ? jsonOf(reply) : undefined;
  if ('setBody' in action && json) return { kind: 'reply', reply: withJson(reply, patched(json, action.setBody)) };
  return { kind: 'reply', reply };
};

/** Applies faults in order of injection. Returns undefined if none of them answers. */
export const strikeFaults = async (
  context: ExchangeContext,
  at: 'request' | 'reply',
  facts: FaultFacts,
  reply: Reply | undefined,
  how: { readonly struck: (id: string) => void; readonly signal: AbortSignal },
): Promise<Struck | undefined> => {
  let outcome: Struck | undefined = reply && { kind: 'reply', reply };
  for (const { id, fault } of context.world.faults.strike(at, facts)) {
    how.struck(id);
    context.log.because(`fault/${id}`, `injected fault: ${cutText(JSON.stringify(fault.do), 200)}`);
    const now: Reply | undefined = outcome?.kind === 'reply' ? outcome.reply : undefined;
    outcome = (await strike(context, { id, fault }, now, how.signal)) ?? outcome;
    if (outcome?.kind === 'drop') break;
  }
  return outcome;
};
