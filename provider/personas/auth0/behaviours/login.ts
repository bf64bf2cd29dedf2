import { z } from 'zod';
import { defineBehaviour } from '../../../model/index.ts';
import { splitSpaces } from '../../../oauth/space-delimited.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { CONNECTION_PARAM } from '../login-steps.ts';
import { MOST_FAILURES } from '../passwords.ts';
import { DATABASE } from '../registration.ts';
import type { LoginPage } from '../stages.ts';
import { isSocial } from '../user.ts';
import { PAGES, source } from './source.ts';

const ADDRESSES: Readonly<Record<LoginPage, string>> = {
  login: ENDPOINTS.login,
  'sign-up': ENDPOINTS.signUp,
  consent: ENDPOINTS.consent,
  confirmation: ENDPOINTS.confirmation,
  upstream: ENDPOINTS.federated,
};

/** Universal Login: which page, at which address, and who gets in. */
export const login = [
  defineBehaviour({
    id: 'auth0/login/identifier-first',
    summary: 'Asks for the identifier on a page before the one for the password, where the tenant chose that.',
    stage: 'login.page',
    origin: 'vendor',
    setting: z.enum(['off-by-tenant', 'identifier-first']).default('off-by-tenant').describe('login experience of the tenant'),
    source: source('A-01', 'reported', 'https://github.com/auth0-samples/auth0-react-samples/issues/161'),
    apply: ({ page, ticket }, setting) =>
      page === 'login' && setting === 'identifier-first'
        ? { url: `${ENDPOINTS.loginIdentifier}?state=${ticket}`, because: 'the tenant asks for the identifier first' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/login/own-address',
    summary: 'Sends the browser to its login pages, at `/u/login`, with a `state` of their own.',
    stage: 'login.page',
    origin: 'vendor',
    setting: on,
    source: source('A-02', 'reported', 'https://auth0.com/docs/secure/attack-protection/state-parameters'),
    apply: ({ page, ticket }) => ({
      url: `${ADDRESSES[page]}?state=${ticket}`,
      because: `the page "${page}" has an address of its own`,
    }),
  }),
  defineBehaviour({
    id: 'auth0/login/pages-used-once',
    summary: 'Refuses a login page whose login is over.',
    stage: 'login.lost',
    origin: 'vendor',
    setting: on,
    source: source('A-03', 'recorded', PAGES.authorize),
    remedy: 'Start again at the login route of the app; do not bookmark the login page.',
    apply: ({ isKnown }) =>
      isKnown ? undefined : { refuse: true, because: 'the state of the page is unknown, or its login is over' },
  }),
  defineBehaviour({
    id: 'auth0/login/connection',
    summary: 'Leads straight to the identity provider that `connection` names.',
    stage: 'login.choice',
    origin: 'vendor',
    setting: on,
    source: source('A-14', 'documented', 'https://auth0.com/docs/api/authentication/login'),
    apply: ({ params: { connection } }) =>
      connection !== undefined && isSocial(connection)
        ? { page: 'upstream', connection, because: `connection=${connection} was sent` }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/login/screen-hint',
    summary: 'Shows the sign-up page for `screen_hint=signup`, if nobody is signed in.',
    stage: 'login.choice',
    origin: 'vendor',
    setting: on,
    source: source('A-12', 'documented', PAGES.experience),
    apply: ({ params }) =>
      params.screen_hint === 'signup' ? { page: 'sign-up', because: 'screen_hint=signup was sent' } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/login/other-connection',
    summary: 'Asks for a login where the session came by another connection than the request names.',
    stage: 'sign-in.again',
    origin: 'vendor',
    setting: on,
    source: source('A-14', 'inferred', 'https://auth0.com/docs/api/authentication/login'),
    apply: ({ params }) => {
      const [wanted, used] = [params.connection, params[CONNECTION_PARAM] ?? DATABASE];
      const isSilent = splitSpaces(params.prompt).includes('none');
      return wanted === undefined || wanted === used || isSilent
        ? undefined
        : { again: true, because: `the session came by ${used}, and the request names ${wanted}` };
    },
  }),
  defineBehaviour({
    id: 'auth0/login/hint-first',
    summary: 'Puts the person of `login_hint` first on the login page; it selects no session.',
    stage: 'account.offer',
    origin: 'vendor',
    setting: on,
    source: source('A-13', 'documented', PAGES.experience),
    apply: ({ params, people }) => {
      const hint = params.login_hint?.toLowerCase();
      const hinted = people.find(({ email }) => hint !== undefined && email.toLowerCase() === hint);
      return (
        hinted && { people: [hinted, ...people.filter((each) => each !== hinted)], because: `login_hint names ${hinted.email}` }
      );
    },
  }),
  defineBehaviour({
    id: 'auth0/login/any-password',
    summary: 'Accepts every password but `wrong` of a person who never got one, so that made-up people can sign in.',
    stage: 'password.check',
    origin: 'lab',
    setting: on,
    source: source('A-48', 'inferred', PAGES.ruby),
    apply: ({ hasPassword, password, failures }) =>
      !hasPassword && password !== '' && password !== 'wrong' && failures < MOST_FAILURES
        ? { accepted: true, because: 'this person never got a password' }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/login/brute-force',
    summary: 'Blocks an account after ten wrong passwords in a row, for the right one as well.',
    stage: 'password.check',
    origin: 'vendor',
    setting: on,
    source: source('A-49', 'reported', 'https://auth0.com/docs/secure/attack-protection/brute-force-protection'),
    remedy: 'Let the person wait or reset the password; do not retry.',
    apply: ({ failures, isRight }) =>
      isRight && failures >= MOST_FAILURES ? { accepted: false, because: `${failures} wrong passwords in a row` } : undefined,
  }),
  defineBehaviour({
    id: 'auth0/login/blocked-user',
    summary: 'Refuses a blocked user at the callback.',
    stage: 'account.refuse',
    origin: 'vendor',
    setting: on,
    source: source('A-51', 'recorded', 'https://auth0.com/docs/manage-users/user-accounts/block-and-unblock-users'),
    remedy: 'Show the error, and do not start the login again by itself.',
    apply: ({ person }) =>
      person.status === 'disabled'
        ? {
            ...{ status: 403, error: 'unauthorized', description: 'user is blocked', tells: 'app' as const },
            because: `the account of ${person.key} is blocked`,
          }
        : undefined,
  }),
];
