import {
  type DeathCause,
  describeTokenEnding,
  type EndedCredential,
  ROWS_LIMIT,
  type SessionInfo,
  type TokenInfo,
} from '../model/index.ts';
import { SESSION_CREDENTIALS } from '../personas/declared.ts';
import { inTimeOf, nowEpochSeconds, type WorldState } from '../world/index.ts';
import { idOf } from './owners.ts';
import { sessionsOf } from './sessions.ts';
import { tokensOf } from './tokens.ts';

/** Tokens, and sessions of signed-in accounts, at one moment. */
export interface Holdings {
  readonly tokens: readonly TokenInfo[];
  readonly sessions: readonly SessionInfo[];
  /** Label of the cookie in the wire log, by id of a session. */
  readonly cookies: ReadonlyMap<string, string>;
  readonly agedSeconds: number;
}

const SESSION_KINDS: ReadonlySet<string> = new Set(SESSION_CREDENTIALS.map(({ name }) => name));

const cookieLabels = async (world: WorldState): Promise<ReadonlyMap<string, string>> => {
  const rows = await world.rows.list('BrowserSession');
  const own = (await Promise.all(SESSION_CREDENTIALS.map(({ row }) => world.rows.list(row.kind)))).flat();
  return new Map([
    ...own.flatMap(({ id }): [string, string][] => {
      const label = world.recorder.labelOf(id);
      return label === undefined ? [] : [[idOf(id), label]];
    }),
    ...rows.flatMap(({ id, payload }) => {
      const label = world.recorder.labelOf(id);
      const accounts = payload.accounts as readonly { readonly session: string }[];
      return label === undefined ? [] : accounts.map(({ session }): [string, string] => [idOf(session), label]);
    }),
  ]);
};

/** Reads tokens and sessions. Codes are left out: they live for minutes. A session is no token as well. */
export const readHoldings = async (world: WorldState): Promise<Holdings> => {
  const [tokens, sessions] = await Promise.all([tokensOf(world, { limit: ROWS_LIMIT }), sessionsOf(world)]);
  const cookies = await cookieLabels(world);
  return {
    tokens: tokens.filter(({ kind }) => kind !== 'code' && !SESSION_KINDS.has(kind)),
    sessions,
    cookies,
    agedSeconds: world.agedSeconds,
  };
};

/** `access-token#2`; `access token` before an exchange contained it. */
export const nameOfToken = ({ label, kind }: Pick<TokenInfo, 'label' | 'kind'>): string =>
  label ?? `the ${kind.replaceAll('-', ' ')}`;

/** `expired 23 h ago (lifetime 1 h)`; undefined for a live token. */
export const endingOf = ({ died, ...token }: TokenInfo, now: number): string | undefined =>
  died && describeTokenEnding({ ...token, why: died.why, diedAtEpochSeconds: died.atEpochSeconds }, now);

const endedToken = (token: TokenInfo, now: number): EndedCredential | undefined => {
  const { kind, id, label, persona, person, clientId, died } = token;
  if (!died) return undefined;
  return {
    ...{ kind, id, persona, clientId, why: died.why },
    ...(label !== undefined && { label }),
    ...(person !== undefined && { person }),
    says: `${nameOfToken(token)} ${endingOf(token, now)}`,
  };
};

const endedSession = (session: SessionInfo, label: string | undefined, olderBySeconds: number, now: number): EndedCredential => {
  const { id, persona, person, sub } = session;
  const why: DeathCause = 'expired';
  const [issued, expires] = [session.signedInAtEpochSeconds, session.expiresAtEpochSeconds].map((at) => at - olderBySeconds);
  const ending = { why, diedAtEpochSeconds: expires ?? now, issuedAtEpochSeconds: issued, expiresAtEpochSeconds: expires };
  return {
    ...{ kind: 'session', id, persona, why },
    ...(label !== undefined && { label }),
    ...(person !== undefined && { person }),
    says: `the session of ${person ?? sub} at ${persona} ${describeTokenEnding(ending, now)}`,
  };
};

/** What was live before and no longer is. */
export const endedBetween = (world: WorldState, before: Holdings, after: Holdings): readonly EndedCredential[] => {
  const now = inTimeOf(world, nowEpochSeconds);
  const lived = new Set(before.tokens.filter(({ died }) => !died).map(({ id }) => id));
  const going = new Set(after.sessions.map(({ id }) => id));
  const older = after.agedSeconds - before.agedSeconds;
  return [
    ...after.tokens.flatMap((token) => (lived.has(token.id) ? (endedToken(token, now) ?? []) : [])),
    ...before.sessions
      .filter(({ id }) => !going.has(id))
      .map((session) => endedSession(session, before.cookies.get(session.id), older, now)),
  ];
};
