import type { Stages } from '../model/index.ts';
import { type AgedRow, askBehaviours, nowEpochSeconds } from '../world/index.ts';
import { clientAtWork, currentCall } from './engine-call.ts';

const KIND = 'RefreshToken';

type Reuse = Stages['refresh.reuse']['decision'];

const generationOf = ({ payload }: AgedRow): number => Number(payload.rotations ?? 0);

/** True if none of the refresh tokens after this one was used. */
const isPrevious = async (row: AgedRow): Promise<boolean> => {
  const { grantId } = row.keys;
  const family = grantId === undefined ? [] : await currentCall().context.world.rows.list(KIND, { grantId });
  return !family.some((each) => each.consumedAtEpochSeconds !== undefined && generationOf(each) > generationOf(row));
};

/** Returns what the persona does with a refresh token that was replaced. Undefined if it was not, or the persona has no rule. */
export const judgeReuse = async (row: AgedRow): Promise<Reuse | undefined> => {
  const call = currentCall();
  const { context, login } = call;
  const client = clientAtWork(String(row.payload.clientId));
  if (row.died || row.consumedAtEpochSeconds === undefined || !login || !client) return undefined;
  const usedSecondsAgo = nowEpochSeconds() - row.consumedAtEpochSeconds;
  const input = { login, client, usedSecondsAgo, isPrevious: await isPrevious(row) };
  const decided = askBehaviours(context, 'refresh.reuse', input);
  if (decided) call.reuse = decided;
  return decided;
};

/** The row as before its use. */
export const unused = ({ consumedAtEpochSeconds: _, ...row }: AgedRow): AgedRow => row;

/** What a code or a replaced refresh token ends that comes back: the persona's policy; by the protocol everything that it brought. */
export const reuseReach = (): Reuse['ends'] => {
  const { context, login, reuse } = currentCall();
  if (reuse) return reuse.ends;
  const ends = !login || (askBehaviours(context, 'code.reuse', { clientId: login.clientId })?.ends ?? true);
  return ends ? 'everything' : 'nothing';
};

/** Ends the used token first: a request that is still replacing it looks there once it has written the new one. */
const endFamily = async ({ id, keys: { grantId } }: AgedRow): Promise<void> => {
  const { rows } = currentCall().context.world;
  const ends = reuseReach();
  if (ends === 'nothing' || grantId === undefined) return;
  await rows.kill(KIND, { id }, 'reused');
  await rows.kill(KIND, { grantId }, 'reused');
  if (ends === 'everything') await rows.kill('Grant', { grantId }, 'reused');
};

/**
 * Returns whether a refresh token may be used once more. Several requests may have found it unused at once; only one used it.
 * Where the persona refuses the others, they end what one that comes later would end.
 */
export const useAgain = async (id: string): Promise<boolean> => {
  const call = currentCall();
  const row = await call.context.world.rows.read(KIND, id);
  if (!row || row.died) return false;
  const decided = call.reuse ?? (await judgeReuse(row));
  if (decided?.accepted) return true;
  await endFamily(row);
  return false;
};

/** Ends the refresh token that replaced this one if it came again meanwhile, and its family ended without the new token. */
export const endIfReused = async (id: string, replaces: string): Promise<void> => {
  const { rows } = currentCall().context.world;
  if ((await rows.read(KIND, replaces))?.died?.why === 'reused') await rows.kill(KIND, { id }, 'reused');
};
