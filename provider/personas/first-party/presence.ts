import { z } from 'zod';
import type { Person, Ports, Reply } from '../../model/index.ts';
import { type Authenticated, authenticatePerson, challengesFor, endUsed } from './authenticate.ts';
import { basicCredentials } from './basic-credentials.ts';
import { invalid, readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { BASIC_CHALLENGE, signInWith } from './passwords.ts';
import { json, Refusal } from './problem.ts';
import { schemesOf } from './schemes/allowed.ts';
import { isLiving } from './schemes/living.ts';
import { sentSession, startSession } from './schemes/session.ts';
import { issueToken } from './schemes/token.ts';
import type { LivingKind } from './stages.ts';

const OFFLINE = 0;
const LAST = 2;

/** What is kept of a person who is not offline. Ends with the credential that set it, if that is one with a life. */
interface Kept {
  readonly status: number;
  readonly kind?: LivingKind;
  readonly value?: string;
}

const keptIn = (ports: Ports) => ports.collection<Kept>('presence');

const presenceOf = async ({ sub }: Person, ports: Ports): Promise<number> => {
  const kept = await keptIn(ports).find(sub);
  if (!kept) return OFFLINE;
  const { status, kind, value } = kept;
  return kind === undefined || value === undefined || (await isLiving(kind, value, ports)) ? status : OFFLINE;
};

const text = z.string().max(256);
const fields = z.object({
  status: z.unknown().refine((value) => value !== undefined, { error: 'required' }),
  email: text.optional(),
  password: text.optional(),
  remember_me: z.boolean().optional(),
});

type Fields = z.output<typeof fields>;

/** A form has texts only. */
const asNumber = (value: unknown): unknown => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value);

const statusIn = ({ status }: Fields, ports: Ports): number => {
  const value = asNumber(status);
  const wrong = Number.isSafeInteger(value) && Number(value) >= OFFLINE && Number(value) <= LAST ? undefined : value;
  const refused = wrong === undefined ? undefined : ports.ask('presence.value', { status: wrong });
  if (refused) throw invalid([{ field: 'status', rule: refused.rule }], refused.detail);
  if (!Number.isSafeInteger(value)) throw invalid([{ field: 'status', rule: 'type' }]);
  return Number(value);
};

/** E-mail address and password in the same request. */
const freshIn = ({ request }: Call, { email, password }: Fields) =>
  basicCredentials(request) ?? (email !== undefined && password !== undefined ? { email, password } : undefined);

/** Signs in by the scheme that the client may use: the token in the body, or the cookie. */
const signedIn = async (person: Person, status: number, rememberMe: boolean, call: Call): Promise<Reply> => {
  const { request, client, ports } = call;
  const about = { person, client, rememberMe };
  const allowed = schemesOf(call);
  if (allowed.includes('token')) {
    const { token, expiresAt } = await issueToken(about, ports);
    await keptIn(ports).put(person.sub, { status, kind: 'token', value: token });
    return json(200, { status, token, expires_at: expiresAt });
  }
  if (!allowed.includes('session')) {
    await keptIn(ports).put(person.sub, { status });
    return json(200, { status });
  }
  const { value, cookie } = await startSession({ ...about, sent: sentSession(request) }, ports);
  await keptIn(ports).put(person.sub, { status, kind: 'session', value });
  return json(200, { status }, [cookie]);
};

const needFresh = async (call: Call): Promise<Refusal> =>
  new Refusal({
    ...{ status: 401, code: 'fresh_credentials_required' },
    detail: 'Whoever is offline sends e-mail address and password with the change.',
    headers: [...(await challengesFor(call)), BASIC_CHALLENGE],
  });

const change = async (status: number, found: Authenticated & { person: Person }, call: Call) => {
  const { person, identity, scheme } = found;
  const { ports } = call;
  const from = await presenceOf(person, ports);
  const input = { from, to: status };
  if (ports.decide('presence.needs', input, { fresh: false }).fresh) throw await needFresh(call);
  if (status === OFFLINE) await keptIn(ports).remove(person.sub);
  else {
    const life = scheme.id === 'token' || scheme.id === 'session' ? { kind: scheme.id, value: identity.value } : {};
    await keptIn(ports).put(person.sub, { status, ...life });
  }
  if (ports.decide('presence.ends', input, { ends: false }).ends) await endUsed(found, call);
  return json(200, { status });
};

const set = async (call: Call): Promise<Reply> => {
  const wanted = readFields(call.request, fields);
  const status = statusIn(wanted, call.ports);
  const fresh = freshIn(call, wanted);
  if (!fresh) return change(status, await authenticatePerson(call), call);
  const person = await signInWith(fresh, call);
  if (status !== OFFLINE) return signedIn(person, status, wanted.remember_me ?? false, call);
  await keptIn(call.ports).remove(person.sub);
  return json(200, { status });
};

const get = async (call: Call): Promise<Reply> => {
  const { person } = await authenticatePerson(call);
  return json(200, { status: await presenceOf(person, call.ports) });
};

export const presenceRoutes = routesAt(ENDPOINTS.presence, {
  GET: ['api:presence.get', get],
  PUT: ['api:presence.set', set],
  PATCH: ['api:presence.set', set],
});
