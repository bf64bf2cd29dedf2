import type { Login } from '../model/index.ts';
import type { RowKeys } from '../store/index.ts';
import type { Rows } from './rows.ts';

type Which = RowKeys & Pick<Partial<Login>, 'session'>;

/**
 * Marks the earlier logins of an account with an event: all of them, or those of one session. The vendor's behaviours
 * decide which tokens end.
 */
export const markLogins = async (rows: Rows, { session, ...keys }: Which, mark: Partial<Login>): Promise<void> => {
  for (const { id, payload } of await rows.list('Login', keys)) {
    if (session === undefined || payload.session === session) await rows.amend('Login', id, { ...payload, ...mark });
  }
};
