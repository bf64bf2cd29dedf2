import type { Rows } from './rows.ts';

/** A signed-in account in one browser. */
export interface BrowserAccount {
  readonly sub: string;
  /** Session id in the engine. */
  readonly session: string;
}

/** Signed-in accounts by cookie value, in order of sign-in. */
export class BrowserSessions {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** `stale`: the cookie was issued before the last reset. */
  async read(cookie: string): Promise<{ accounts: readonly BrowserAccount[]; stale: boolean }> {
    const row = await this.#rows.read('BrowserSession', cookie);
    if (!row || row.died) return { accounts: [], stale: row?.died?.why === 'reset' };
    return { accounts: row.payload.accounts as BrowserAccount[], stale: false };
  }

  async write(
    cookie: string,
    persona: string,
    accounts: readonly BrowserAccount[],
    startedAtEpochSeconds: number,
  ): Promise<void> {
    await this.#rows.write('BrowserSession', cookie, { accounts, startedAtEpochSeconds }, { persona });
  }

  async forget(cookie: string): Promise<void> {
    await this.#rows.kill('BrowserSession', { id: cookie }, 'signed-out');
  }
}
