import { expect, test } from 'vitest';
import { namedToken, situation } from '../../testing/test-situation.ts';
import { nextStep } from './next-step.ts';

const live = namedToken('access-token#1');
const DAY = 86_400;

test.each([
  ['a live token', { access: live, lastLoginEpochSeconds: 20 * DAY }, 'call', 'access-token#1 is alive for 23 min: call the API'],
  [
    'a dead token',
    { access: namedToken('access-token#1', 'expired 1 d ago (lifetime 60 d)'), consentRemembered: false, signedIn: false },
    'authorize',
    'access-token#1 expired 1 d ago (lifetime 60 d), and there are no refresh tokens: redirect to the dialog; ana signs in and consents again',
  ],
  [
    'a live token and a dialog of 90 days ago',
    { access: live, lastLoginEpochSeconds: 10 * DAY },
    'authorize',
    'access-token#1 is alive, but access to data ended 90 days after the last dialog: redirect to the dialog with auth_type=reauthorize',
  ],
  [
    'the same, with that rule off',
    { access: live, lastLoginEpochSeconds: 10 * DAY, isOn: () => false },
    'call',
    'access-token#1 is alive for 23 min: call the API',
  ],
  [
    'no access token at all',
    {},
    'authorize',
    'there is no access token: redirect to the dialog; ana is signed in and consent is remembered, so no page is shown',
  ],
])('what a right client of Facebook does with %s', (_, more, action, rightClient) => {
  expect(nextStep(situation(more))).toEqual({ action, rightClient });
});
