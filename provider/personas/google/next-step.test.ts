import { expect, test } from 'vitest';
import { namedToken, situation } from '../../testing/test-situation.ts';
import { beforeNextLogin, nextStep } from './next-step.ts';

const OVER = 'expired 23 h ago (lifetime 1 h)';
const access = namedToken('access-token#1', OVER);
const refresh = namedToken('refresh-token#1');
const deadRefresh = namedToken('refresh-token#1', 'was revoked 2 min ago');
const OFFLINE = { access_type: 'offline' };

test.each([
  [
    'a live access token',
    { access: namedToken('access-token#1'), refresh },
    'call',
    'access-token#1 is alive for 23 min: call the API',
  ],
  ['a live refresh token', { access, refresh }, 'refresh', 'refresh-token#1 is alive: refresh'],
  [
    'a refresh that would be refused',
    { access, refresh, refreshRefused: 'the account is disabled' },
    'authorize',
    'refresh-token#1 is alive, but a refresh is refused (the account is disabled): redirect to /authorize, where ana signs in again',
  ],
  [
    'a dead refresh token and a remembered consent',
    { access, refresh: deadRefresh, params: OFFLINE },
    'authorize',
    'refresh-token#1 was revoked 2 min ago: forget it and redirect to /authorize with access_type=offline and prompt=consent; without prompt=consent no new refresh token comes, because consent is remembered',
  ],
  [
    'a dead refresh token and no consent',
    { access, refresh: deadRefresh, params: OFFLINE, consentRemembered: false },
    'authorize',
    'refresh-token#1 was revoked 2 min ago: forget it and redirect to /authorize with access_type=offline; ana is signed in and sees the consent page only',
  ],
  [
    'online access',
    { access, params: { access_type: 'online' } },
    'authorize',
    'no refresh token was issued (access_type=online): redirect to /authorize; ana is signed in and consent is remembered, so no page is shown',
  ],
  [
    'online access by default, and nobody signed in',
    { access, signedIn: false },
    'authorize',
    'no refresh token was issued (access_type was not sent, which means online): redirect to /authorize; ana signs in again; consent is remembered, so no consent page is shown',
  ],
  [
    'a second offline login without prompt=consent',
    { access, params: OFFLINE },
    'authorize',
    'no refresh token was issued (consent was remembered and prompt=consent was not sent): redirect to /authorize with access_type=offline and prompt=consent, once, to get one',
  ],
])('what a right client of Google does with %s', (_, more, action, rightClient) => {
  expect(nextStep(situation(more))).toEqual({ action, rightClient });
});

test('before another sign-in the grant is revoked where a remembered consent would bring no refresh token', () => {
  expect(beforeNextLogin(situation({ params: OFFLINE }))).toMatch(/^revoke the grant first/);
  for (const more of [
    { params: { access_type: 'online' } },
    { params: { ...OFFLINE, prompt: 'select_account consent' } },
    { params: OFFLINE, consentRemembered: false },
    { params: OFFLINE, isOn: () => false },
  ])
    expect(beforeNextLogin(situation(more))).toBeUndefined();
});
