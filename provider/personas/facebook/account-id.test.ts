import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountId } from './account-id.ts';

const sub = fc.stringMatching(/^1\d{20}$/);
const app = fc.stringMatching(/^\d{15}$/);

describe('the id by which an app knows a person', () => {
  it('is the same each time, has 17 digits, and is another for another app or person', () => {
    fc.assert(
      fc.property(sub, sub, app, app, (one, other, mine, yours) => {
        fc.pre(one !== other && mine !== yours);
        const id = accountId({ sub: one }, { clientId: mine });
        expect(id).toMatch(/^1\d{16}$/);
        expect(accountId({ sub: one }, { clientId: mine })).toBe(id);
        expect(accountId({ sub: other }, { clientId: mine })).not.toBe(id);
        expect(accountId({ sub: one }, { clientId: yours })).not.toBe(id);
      }),
    );
  });
});
