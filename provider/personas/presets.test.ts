import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import type { PersonaId } from '../model/index.ts';
import { ALL_VENDORS } from './vendors.ts';

const DRIVE = 'openid https://www.googleapis.com/auth/drive.file';

/** Mints for ana, advances, and returns what ended and what a right client does. */
const advanceBy = async (by: string, persona: PersonaId, prepare?: (lab: Lab) => Promise<object>) => {
  await using lab = await createLab();
  const more = await prepare?.(lab);
  await lab.default[persona].mint({ as: 'ana', ...more });
  await lab.default.clock.follow('the client');
  const { died, next } = await lab.default.clock.advance({ by });
  return { died: died.map(({ kind, why }) => `${kind} ${why}`), next: next.map(({ rightClient }) => rightClient) };
};

const inTesting = async (lab: Lab): Promise<object> => {
  const clientId = '1-testing.apps.googleusercontent.com';
  await lab.default.google.register({ clientId, clientSecret: 's', status: 'testing' });
  return { clientId, scope: DRIVE };
};

describe('presets', () => {
  test('stand in docs/time.md, all of them and no others', () => {
    const page = readFileSync(new URL('../../docs/time.md', import.meta.url), 'utf8');
    const rows = ALL_VENDORS.flatMap(({ title, presets = [] }) =>
      presets.map(({ by, label, effect }) => `| ${title} | \`${by}\` | ${label} | ${effect} |`),
    );
    const titles = ALL_VENDORS.map(({ title }) => title).join('|');
    expect(page.split('\n').filter((line) => new RegExp(`^\\| (?:${titles}) \\|`).test(line))).toEqual(rows);
  });

  test.each(['1h', '1d'])('Google, %s: access tokens expire, refresh tokens stay', async (by) => {
    expect(await advanceBy(by, 'google')).toEqual({
      died: ['access-token expired'],
      next: ['the refresh token is alive: refresh'],
    });
  });

  test('Google, 7 days: refresh tokens of an app in testing expire', async () => {
    expect(await advanceBy('7d', 'google', inTesting)).toEqual({
      died: ['access-token expired', 'refresh-token expired'],
      next: [
        expect.stringMatching(/^the refresh token expired just now \(lifetime 7 d\): forget it and redirect to \/authorize/),
      ],
    });
    expect((await advanceBy('7d', 'google')).died).toEqual(['access-token expired']);
  });

  test('Google, 6 months: unused refresh tokens expire', async () => {
    expect((await advanceBy('180d', 'google')).died).toEqual(['access-token expired', 'refresh-token expired']);
  });

  const browserApp = async (lab: Lab): Promise<object> => {
    await lab.default.auth0.register({ clientId: 'spa', kind: 'spa' });
    return { clientId: 'spa' };
  };

  test('Auth0, 1 day: access tokens expire, refresh tokens stay', async () => {
    expect(await advanceBy('1d', 'auth0')).toEqual({
      died: ['access-token expired'],
      next: ['the refresh token is alive: refresh'],
    });
  });

  test.each(['15d', '30d'])('Auth0, %s: refresh tokens of a browser app expire, others stay', async (by) => {
    expect((await advanceBy(by, 'auth0', browserApp)).died).toEqual(['access-token expired', 'refresh-token expired']);
    expect((await advanceBy(by, 'auth0')).died).toEqual(['access-token expired']);
  });

  test('Facebook, 61 days: long-lived tokens expire, and there is no refresh', async () => {
    expect(await advanceBy('61d', 'facebook')).toEqual({
      died: ['access-token expired'],
      next: [expect.stringMatching(/^the access token expired .*, and there are no refresh tokens: redirect to the dialog; ana/)],
    });
  });
});
