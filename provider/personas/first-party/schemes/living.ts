import { type Client, type CredentialState, describeTokenEnding, type Person, type Ports } from '../../../model/index.ts';
import { namesClient } from '../clients.ts';
import type { LivingKind, Refused } from '../stages.ts';
import type { Denial, Identity, SchemeContext } from './scheme.ts';

/** Names of the credentials in the world, by kind. */
const STORED = { session: 'session', token: 'api-token' } as const satisfies Record<LivingKind, string>;

/** What is kept with one. */
interface Facts {
  readonly rememberMe: boolean;
  /** Of the password with which it was issued. */
  readonly passwordVersion: string;
}

const factsIn = ({ facts }: CredentialState): Facts => ({
  rememberMe: facts.rememberMe === true,
  passwordVersion: String(facts.passwordVersion ?? ''),
});

/** Seconds that a credential lives from now on. */
const lifeOf = (kind: LivingKind, rememberMe: boolean, ports: Ports): number | null =>
  ports.decide('credential.life', { kind, rememberMe, lifetimeSeconds: null }, { lifetimeSeconds: null }).lifetimeSeconds;

const asLifetime = (lifetimeSeconds: number | null) => (lifetimeSeconds === null ? {} : { lifetimeSeconds });

/** Issues a credential to a person. Returns when it expires, in epoch seconds; `null`: never. */
export const issueLiving = async (
  kind: LivingKind,
  value: string,
  about: { readonly person: Person; readonly client: Client; readonly rememberMe: boolean },
  ports: Ports,
): Promise<number | null> => {
  const { person, client, rememberMe } = about;
  const life = lifeOf(kind, rememberMe, ports);
  const facts: Facts = { rememberMe, passwordVersion: await ports.passwords.version(person) };
  await ports.credentials(STORED[kind]).issue(value, { person, client, facts: { ...facts }, ...asLifetime(life) });
  return life === null ? null : ports.nowEpochSeconds() + life;
};

/** True for one that lives. */
export const isLiving = async (kind: LivingKind, value: string, ports: Ports): Promise<boolean> =>
  (await ports.credentials(STORED[kind]).find(value))?.state === 'live';

/** Refuses a credential in the words of its end. */
export const deny = (kind: string, why: Refused, state: CredentialState | undefined, ports: Ports): Denial => {
  const now = ports.nowEpochSeconds();
  const { diedAtEpochSeconds = now, issuedAtEpochSeconds, expiresAtEpochSeconds } = state ?? {};
  const isEnd = why !== 'unknown' && why !== 'account-deleted' && why !== 'other-client' && why !== 'switched-off';
  const ending = { diedAtEpochSeconds, issuedAtEpochSeconds, expiresAtEpochSeconds };
  const ago = isEnd ? describeTokenEnding({ why, ...ending }, now) : why;
  const plain = { code: 'invalid_credentials', detail: `The ${kind} is not valid.` };
  return { denied: { ...ports.decide('credential.refuse', { kind, why, ago }, plain), why } };
};

/** What a use finds wrong with a live credential. */
const problemOf = async (
  kind: LivingKind,
  state: CredentialState,
  person: Person | undefined,
  { request, client, ports }: SchemeContext,
): Promise<Refused | undefined> => {
  if (!person || person.status === 'deleted') return 'account-deleted';
  if (state.state === 'dead') return state.why ?? 'unknown';
  if (state.clientId !== client.clientId && namesClient(request)) return 'other-client';
  if (factsIn(state).passwordVersion === (await ports.passwords.version(person))) return undefined;
  return ports.decide('credential.password-changed', { kind, person }, { ends: false }).ends ? 'password-changed' : undefined;
};

/** A use starts the idle time anew. */
const prolong = async (kind: LivingKind, value: string, state: CredentialState, ports: Ports): Promise<void> => {
  const { rememberMe } = factsIn(state);
  const life = lifeOf(kind, rememberMe, ports.quiet);
  const times = { issuedAtEpochSeconds: state.issuedAtEpochSeconds, nowEpochSeconds: ports.nowEpochSeconds() };
  const cap = ports.ask('credential.cap', { kind, rememberMe, lifetimeSeconds: life, ...times });
  await ports.credentials(STORED[kind]).change(value, { lifetimeSeconds: cap?.lifetimeSeconds ?? life });
};

/** Checks a credential that was issued by `issueLiving`. */
export const checkLiving = async (kind: LivingKind, value: string, context: SchemeContext): Promise<Identity | Denial> => {
  const { ports } = context;
  const stored = ports.credentials(STORED[kind]);
  const state = await stored.find(value);
  if (!state) return deny(kind, 'unknown', undefined, ports);
  const person = await ports.people.find(state.sub);
  if (person) ports.note({ person });
  const why = await problemOf(kind, state, person, context);
  if (why === 'password-changed') await stored.end(value, why);
  if (why !== undefined || !person) return deny(kind, why ?? 'account-deleted', state, ports);
  await prolong(kind, value, state, ports);
  return { scheme: kind, person, clientId: state.clientId, value };
};

export const endLiving = async (kind: LivingKind, value: string, ports: Ports): Promise<void> =>
  void (await ports.credentials(STORED[kind]).end(value, 'signed-out'));

/** Ends all of a person but one, which counts as issued with the current password. */
export const endAllLiving = async (
  kind: LivingKind,
  person: Person,
  ports: Ports,
  why: 'signed-out' | 'password-changed',
  except?: string,
): Promise<void> => {
  const stored = ports.credentials(STORED[kind]);
  for (const { value } of await stored.list(person)) {
    if (value !== except) await stored.end(value, why);
    else await stored.change(value, { facts: { passwordVersion: await ports.passwords.version(person) } });
  }
};
