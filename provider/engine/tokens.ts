import type { CredentialRow, DeathCause, KillFilter, LiveToken, TokenState } from '../model/index.ts';
import { OAUTH_CREDENTIALS } from '../oauth/credentials.ts';
import { type AgedRow, deathOf, type ExchangeContext } from '../world/index.ts';
import { readLogin } from './logins.ts';

type Kind = Extract<TokenState, { kind: unknown }>['kind'];

/** The engine's own rows, with what they are. */
const TOKEN_KINDS: readonly (readonly [row: CredentialRow, kind: Kind])[] = OAUTH_CREDENTIALS.flatMap((each) =>
  'row' in each ? [[each.row, each.name] as const] : [],
);

interface TokenPayload {
  readonly grantId: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly scope?: string;
  readonly gty?: string;
  readonly aud?: string | readonly string[];
  readonly iat: number;
  readonly exp: number;
}

const stateOf = async (
  context: ExchangeContext,
  row: AgedRow,
  [credential, kind]: (typeof TOKEN_KINDS)[number],
): Promise<TokenState> => {
  const { grantId, accountId, clientId, scope, gty, aud, iat, exp } = row.payload as unknown as TokenPayload;
  const [grant, login] = await Promise.all([context.world.rows.read('Grant', grantId), readLogin(context, grantId)]);
  const death = deathOf(row, credential, grant);
  const scopes = (scope ?? '').split(' ').filter(Boolean);
  const times = { issuedAtEpochSeconds: iat, expiresAtEpochSeconds: exp };
  const way = { ...(gty !== undefined && { grantType: gty }), ...(aud !== undefined && { audience: aud }) };
  if (death?.why === 'reset') context.log.note({ stale: true });
  if (death) {
    return {
      state: 'dead',
      kind,
      why: death.why,
      diedAtEpochSeconds: death.at,
      sub: accountId,
      clientId,
      scopes,
      ...times,
      ...way,
      ...(login && { login }),
    };
  }
  return { state: 'live', kind, sub: accountId, clientId, scopes, ...times, ...way, login };
};

/** Returns the stored state of a token. Claims inside the token are ignored. */
export const tokenState = async (context: ExchangeContext, value: string): Promise<TokenState> => {
  for (const known of TOKEN_KINDS) {
    const row = await context.world.rows.read(known[0].kind, value);
    if (row && row.keys.persona === context.persona.id) return stateOf(context, row, known);
  }
  return { state: 'unknown' };
};

const killOne = async (context: ExchangeContext, id: string, why: DeathCause): Promise<number> => {
  let tokens = 0;
  for (const [{ kind }] of TOKEN_KINDS) tokens += await context.world.rows.kill(kind, { id, persona: context.persona.id }, why);
  return tokens;
};

/** Ends matching grants and tokens. Returns the number of tokens. */
export const killTokens = async (context: ExchangeContext, which: KillFilter, why: DeathCause): Promise<number> => {
  const { clientIds, value, kinds, ...keys } = which;
  if (value !== undefined) return killOne(context, value, why);
  const filters = clientIds ? clientIds.map((clientId) => ({ ...keys, clientId })) : [keys];
  let tokens = 0;
  for (const filter of filters) {
    const mine = { ...filter, persona: context.persona.id };
    for (const [{ kind }, name] of TOKEN_KINDS)
      if (kinds?.includes(name) ?? true) tokens += await context.world.rows.kill(kind, mine, why);
    if (!kinds) await context.world.rows.kill('Grant', mine, why);
  }
  return tokens;
};

/** Returns the live refresh tokens of a person or of all, oldest first. */
export const liveRefreshTokens = async (context: ExchangeContext, sub?: string): Promise<readonly LiveToken[]> => {
  const which = { persona: context.persona.id, ...(sub !== undefined && { sub }) };
  const rows = await context.world.rows.listUnused('RefreshToken', which);
  const states = await Promise.all(rows.map(async ({ id }) => ({ ...(await tokenState(context, id)), value: id })));
  return states.filter((token): token is LiveToken => token.state === 'live');
};
