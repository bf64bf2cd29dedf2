import type { TokenReply } from '../../model/index.ts';
import { currentCall } from '../engine-call.ts';
import { alreadyConsumed } from '../model-rows.ts';
import type { SourceKind } from './source.ts';

/** Status and body of a token response. */
export type DirectReply = Pick<TokenReply, 'status' | 'body'>;

const INVALID_GRANT = { error: 'invalid_grant', error_description: 'grant request is invalid' } as const;

/** The engine's error for a code or refresh token that another request used up in the meantime. */
export const lostRace = (kind: SourceKind): DirectReply => {
  const { error, error_description: description } = INVALID_GRANT;
  currentCall().failure = { error, description, detail: alreadyConsumed(kind) };
  return { status: 400, body: INVALID_GRANT };
};
