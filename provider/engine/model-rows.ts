import { currentCall } from './engine-call.ts';
import { endIfReused, useAgain } from './refresh-reuse.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Writes what the protocol keeps (token, grant, session) as a row of the current world, with what it is found by. */
export const writeModel = async (kind: string, id: string, payload: Payload): Promise<void> => {
  const { context, usedRefreshToken } = currentCall();
  const { rows } = context.world;
  if (kind === 'Session' && (await rows.read('Session', id))?.died) return; // signed out meanwhile
  const { grantId, accountId, clientId, uid } = payload;
  const keys = {
    ...(kind === 'Grant' ? { grantId: id } : typeof grantId === 'string' && { grantId }),
    ...(typeof accountId === 'string' && { sub: accountId }),
    ...(typeof clientId === 'string' && { clientId }),
    ...(typeof uid === 'string' && { uid }),
    persona: context.persona.id,
  };
  const replaces = kind === 'RefreshToken' ? usedRefreshToken : undefined;
  await rows.write(kind, id, { ...payload, ...(replaces !== undefined && { replaces }) }, keys);
  if (replaces !== undefined) await endIfReused(id, replaces);
};

/** Uses up a code or refresh token. Of several requests that found it unused at once, one may; false for the others. */
export const consumeModel = async (kind: string, id: string): Promise<boolean> => {
  const isRefresh = kind === 'RefreshToken';
  const call = currentCall();
  const mayUse = (await call.context.world.rows.consume(kind, id)) || (isRefresh && (await useAgain(id)));
  if (mayUse && isRefresh) call.usedRefreshToken = id;
  return mayUse;
};

const ALREADY: Readonly<Record<string, string>> = {
  AuthorizationCode: 'authorization code already consumed',
  RefreshToken: 'refresh token already used',
};

/** The precise cause of the error for the requests that may not. */
export const alreadyConsumed = (kind: string): string => ALREADY[kind] ?? 'already consumed';
