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

/**
 * Returns whether a refresh token may be used once more. Several requests may have found it unused at once; only one used it.
 * Where the persona refuses the others, it decides here what that ends.
 */
export const useAgain = async (id: string): Promise<boolean> => {
  const call = currentCall();
  const row = await call.context.world.rows.read(KIND, id);
  const decided = row && (call.reuse ?? (await judgeReuse(row)));
  if (!row || !decided || decided.accepted) return decided?.accepted ?? false;
  const { grantId } = row.keys;
  if (decided.ends !== 'nothing' && grantId !== undefined) await call.context.world.rows.kill(KIND, { grantId }, 'reused');
  if (decided.ends === 'everything' && grantId !== undefined) await call.context.world.rows.kill('Grant', { grantId }, 'reused');
  return false;
};
