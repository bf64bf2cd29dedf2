import type { Login } from '../model/index.ts';
import type { RowKeys } from '../store/index.ts';
import type { Rows } from './rows.ts';

/** Writes something that happened to an account into all of its logins so far; what that ends is the vendor's policy. */
export const markLogins = async (rows: Rows, which: RowKeys, mark: Partial<Login>): Promise<void> => {
  for (const row of await rows.list('Login', which)) await rows.amend('Login', row.id, { ...row.payload, ...mark });
};
