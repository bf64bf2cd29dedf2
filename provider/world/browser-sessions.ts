import type { Rows } from './rows.ts';

/** One account in one browser. */
export interface BrowserAccount {
  readonly sub: string;
  /** Id of the engine's session. */
  readonly session: string;
}

/** Who is signed in where: cookie value → accounts, in order of signing in. Outlives apps and restarts. */
export class BrowserSessions {
  readonly #rows: Rows;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** `stale`: the cookie was given out before the last reset. */
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
