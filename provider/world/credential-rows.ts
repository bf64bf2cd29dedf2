import type { CredentialRow, DeathCause } from '../model/index.ts';
import { nowEpochSeconds } from './clock.ts';
import type { AgedRow } from './rows.ts';

/** Members of any credential. */
export interface CredentialFacts {
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly issuedAtEpochSeconds: number;
  /** Absent if it never expires. */
  readonly expiresAtEpochSeconds?: number;
}

const textAt = (row: AgedRow, name: string | undefined): string => {
  const value = name === undefined ? undefined : row.payload[name];
  return typeof value === 'string' ? value : '';
};

/** Returns the credential of a row. */
export const factsOf = (row: AgedRow, { members }: CredentialRow): CredentialFacts => {
  const expires = row.payload[members.expiresAtEpochSeconds];
  return {
    sub: textAt(row, members.sub),
    clientId: textAt(row, members.clientId),
    scopes: textAt(row, members.scopes).split(' ').filter(Boolean),
    issuedAtEpochSeconds: Number(row.payload[members.issuedAtEpochSeconds]),
    ...(typeof expires === 'number' && { expiresAtEpochSeconds: expires }),
  };
};

/** Returns the grant whose end also ends the credential, if its kind has one. */
export const grantIdOf = (row: AgedRow, { members }: CredentialRow): string | undefined =>
  members.grantId === undefined ? undefined : textAt(row, members.grantId);

/** Returns why and when a credential ended. Undefined if it is live. `grant`: the row of its grant, if its kind has one. */
export const deathOf = (
  row: AgedRow,
  kind: CredentialRow,
  grant: AgedRow | undefined,
): { readonly why: DeathCause; readonly at: number } | undefined => {
  const now = nowEpochSeconds();
  const { expiresAtEpochSeconds: expires } = factsOf(row, kind);
  if (row.died) return { why: row.died.why, at: row.died.atEpochSeconds };
  if (expires !== undefined && expires <= now) return { why: 'expired', at: expires };
  if (row.consumedAtEpochSeconds !== undefined) return { why: kind.usedUp ?? 'consumed', at: row.consumedAtEpochSeconds };
  if (kind.members.grantId === undefined) return undefined;
  if (!grant) return { why: 'evicted', at: now };
  return grant.died && { why: grant.died.why, at: grant.died.atEpochSeconds };
};
