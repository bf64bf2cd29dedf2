import type { DeathCause, KillFilter, TokenState } from '../model/index.ts';
import { type AgedRow, type ExchangeContext, nowEpochSeconds } from '../world/index.ts';
import { readLogin } from './logins.ts';

export const TOKEN_KINDS = [
  ['AccessToken', 'access-token'],
  ['RefreshToken', 'refresh-token'],
  ['AuthorizationCode', 'code'],
] as const;

type Kind = (typeof TOKEN_KINDS)[number][1];

/** Why and since when a token is no more; undefined for a living one. */
export const deathOf = (row: AgedRow, grant: AgedRow | undefined, kind: Kind): { why: DeathCause; at: number } | undefined => {
  const now = nowEpochSeconds();
  const exp = row.payload.exp;
  if (row.died) return { why: row.died.why, at: row.died.atEpochSeconds };
  if (typeof exp === 'number' && exp <= now) return { why: 'expired', at: exp };
  if (row.consumedAtEpochSeconds !== undefined) {
    return { why: kind === 'refresh-token' ? 'rotated-out' : 'consumed', at: row.consumedAtEpochSeconds };
  }
  if (!grant) return { why: 'evicted', at: now };
  return grant.died && { why: grant.died.why, at: grant.died.atEpochSeconds };
};

export interface TokenPayload {
  readonly grantId: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly scope?: string;
  readonly gty?: string;
  readonly aud?: string | readonly string[];
  readonly iat: number;
  readonly exp: number;
}

const stateOf = async (context: ExchangeContext, row: AgedRow, kind: Kind): Promise<TokenState> => {
  const { grantId, accountId, clientId, scope, gty, aud, iat, exp } = row.payload as unknown as TokenPayload;
  const [grant, login] = await Promise.all([context.world.rows.read('Grant', grantId), readLogin(context, grantId)]);
  const death = deathOf(row, grant, kind);
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

/** What the lab knows of a token by its own record, whatever the token says of itself. */
export const tokenState = async (context: ExchangeContext, value: string): Promise<TokenState> => {
  for (const [model, kind] of TOKEN_KINDS) {
    const row = await context.world.rows.read(model, value);
    if (row && row.keys.persona === context.persona.id) return stateOf(context, row, kind);
  }
  return { state: 'unknown' };
};

const killOne = async (context: ExchangeContext, id: string, why: DeathCause): Promise<number> => {
  let tokens = 0;
  for (const [model] of TOKEN_KINDS) tokens += await context.world.rows.kill(model, { id, persona: context.persona.id }, why);
  return tokens;
};

/** Ends grants and tokens that fit. Counts tokens only. */
export const killTokens = async (context: ExchangeContext, which: KillFilter, why: DeathCause): Promise<number> => {
  const { clientIds, value, ...keys } = which;
  if (value !== undefined) return killOne(context, value, why);
  const filters = clientIds ? clientIds.map((clientId) => ({ ...keys, clientId })) : [keys];
  let tokens = 0;
  for (const filter of filters) {
    const mine = { ...filter, persona: context.persona.id };
    for (const [model] of TOKEN_KINDS) tokens += await context.world.rows.kill(model, mine, why);
    await context.world.rows.kill('Grant', mine, why);
  }
  return tokens;
};
