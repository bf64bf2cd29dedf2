import type { Client } from '../../model/index.ts';
import { type AgedRow, nowEpochSeconds } from '../../world/index.ts';
import { currentCall } from '../engine-call.ts';
import { isIndicator } from '../resources.ts';
import type { GrantPayload } from './grant.ts';

/** What the engine keeps of a code or refresh token. Both bring tokens for what was authorized. */
export interface SourcePayload {
  readonly accountId: string;
  readonly clientId: string;
  readonly grantId: string;
  readonly iat: number;
  readonly exp: number;
  readonly authTime?: number;
  readonly nonce?: string;
  /** Resource indicator of the API. */
  readonly resource?: string;
  readonly scope?: string;
  readonly sessionUid?: string;
  readonly gty?: string;
  readonly redirectUri?: string;
  readonly codeChallenge?: string;
  readonly codeChallengeMethod?: string;
  readonly iiat?: number;
  readonly rotations?: number;
}

/** Members that change what the engine does. The lab never writes them; rows of a snapshot might have them. */
const UNUSUAL = [
  'acr',
  'amr',
  'claims',
  'sid',
  'rar',
  'jkt',
  'x5t#S256',
  'attestationJkt',
  'dpopJkt',
  'expiresWithSession',
  'nbf',
];

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

/** Whether a row is what the engine itself would have written. */
const isUsual = (kind: string, { id, payload }: AgedRow): boolean =>
  payload.kind === kind &&
  payload.jti === id &&
  [payload.accountId, payload.clientId].every(isText) &&
  [payload.scope, payload.nonce, payload.aud].every(isTextOrAbsent) &&
  (payload.resource === undefined || isIndicator(payload.resource)) &&
  [payload.iat, payload.exp].every(Number.isSafeInteger) &&
  !UNUSUAL.some((name) => name in payload);

const isLive = (row: AgedRow | undefined): row is AgedRow =>
  row !== undefined && !row.died && row.consumedAtEpochSeconds === undefined && Number(row.payload.exp) > nowEpochSeconds();

/** Returns a code, refresh token or grant of a client that is live. Undefined for any other. */
const liveRow = async (kind: string, id: string, client: Client): Promise<AgedRow | undefined> => {
  const row = await currentCall().context.world.rows.read(kind, id);
  return isLive(row) && isUsual(kind, row) && row.payload.clientId === client.clientId ? row : undefined;
};

export type SourceKind = 'AuthorizationCode' | 'RefreshToken';

/** A code or refresh token that may be used, with its grant. */
export interface Source {
  readonly kind: SourceKind;
  readonly id: string;
  readonly payload: SourcePayload;
  readonly grant: GrantPayload;
}

/** Returns a live code or refresh token of a client, with its live grant. Undefined if the engine has to judge it. */
export const liveSource = async (kind: SourceKind, id: string, client: Client): Promise<Source | undefined> => {
  const row = await liveRow(kind, id, client);
  if (!row || !isText(row.payload.grantId)) return undefined;
  const payload = row.payload as unknown as SourcePayload;
  const grant = await liveRow('Grant', payload.grantId, client);
  if (!grant || grant.payload.accountId !== payload.accountId) return undefined;
  return { kind, id, payload, grant: grant.payload as unknown as GrantPayload };
};
