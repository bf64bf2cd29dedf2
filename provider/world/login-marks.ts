import type { Login } from '../model/index.ts';
import type { RowKeys } from '../store/index.ts';
import type { Rows } from './rows.ts';

type Which = RowKeys & Pick<Partial<Login>, 'session'>;

/**
 * Writes something that happened to an account into its logins so far, all of them or those of one session; what that
 * ends is the vendor's policy.
 */
export const markLogins = async (rows: Rows, { session, ...keys }: Which, mark: Partial<Login>): Promise<void> => {
  for (const { id, payload } of await rows.list('Login', keys)) {
    if (session === undefined || payload.session === session) await rows.amend('Login', id, { ...payload, ...mark });
  }
};
