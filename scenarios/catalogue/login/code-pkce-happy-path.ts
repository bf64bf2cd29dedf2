import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import { describeVisit } from '../../traffic/index.ts';

interface Seen {
  readonly logins: readonly steps.LoginSeen[];
  /** The next login of two of them, in the same browser. */
  readonly later: readonly steps.LoginSeen[];
}

export default defineScenario<Seen>({
  id: 'login/code-pkce-happy-path',
  title: 'Three people sign in without an error',
  level: 'MUST',
  basis: [spec('RFC6749-4.1'), spec('RFC7636-4'), spec('RFC9700-2.1.1'), spec('RFC9700-4.2'), spec('OIDCC-3.1.2.1')],
  provider: 'Behaves correctly.',
  rightClient:
    'Uses the code flow with a new random state, nonce and S256 challenge for every login. Sends each code once, with the same redirect URI and the matching verifier, to the endpoints of the metadata. Shows the right person.',
  fix: 'Use a maintained OpenID Connect library for the authorization request and the token request. Generate state, nonce and verifier for each login.',
  fixes: {
    'addresses-without-secrets':
      'Send tokens, codes and the client secret only in the body or the Authorization header of a request, never in a URL.',
    'address-bar-clean':
      'Redirect to a URL of your own after the callback, so that the code is no longer in the address bar and the history.',
    pkce: 'Add code_challenge with code_challenge_method=S256 to the authorization request, and code_verifier to the token request.',
    verifier: 'Make the verifier of 43 to 128 unreserved characters, and the challenge its SHA-256 as base64url without padding.',
    nonce: 'Send a nonce, or a PKCE challenge with S256, in each authorization request.',
    'callback-bound': 'Bind the callback to the browser that started the login: send state, PKCE or a nonce, and check it there.',
    'state-unguessable': 'Generate state anew for each login, from a cryptographic random generator with at least 128 bits.',
    'nonce-unguessable': 'Generate the nonce anew for each login, from a cryptographic random generator with at least 128 bits.',
    'challenge-unguessable': 'Generate the PKCE verifier anew for each login, from a cryptographic random generator.',
    'later-bound': 'Make state, nonce and verifier anew for every login, also for one of somebody who is signed in or was.',
    'code-flow': 'Use response_type=code, and redeem the code at the token endpoint.',
    'same-redirect-uri':
      'Send the same redirect_uri, character by character, in the authorization request and the token request.',
    'code-redeemed-once': 'Redeem each code once: mark the login as completed before the token request.',
  },
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn'],
  shows: [],
  bites: [
    { client: 'web', mutant: 'login-no-pkce', verdict: 'warn', check: 'pkce' },
    { client: 'web', mutant: 'login-constant-state', verdict: 'fail', check: 'state-unguessable' },
    { client: 'web', mutant: 'login-hardcoded-endpoints', verdict: 'fail', check: 'known-addresses' },
    { client: 'web', mutant: 'login-later-state-fixed', verdict: 'fail', check: 'later-bound' },
    { client: 'spa', mutant: 'login-no-pkce', verdict: 'fail', check: 'pkce' },
    { client: 'spa', mutant: 'login-constant-state', verdict: 'fail', check: 'state-unguessable' },
    { client: 'graph-client', mutant: 'login-no-pkce', verdict: 'warn', check: 'pkce' },
    { client: 'graph-client', mutant: 'login-constant-state', verdict: 'fail', check: 'state-unguessable' },
  ],
  async steps(context) {
    const logins: steps.LoginSeen[] = [];
    for (const who of [context.person, await context.secondPerson(), await context.secondPerson()])
      logins.push(await steps.seeLogin(who, context));
    // Checked again at the end: an app with one session for all shows the last person to everybody.
    const isStillIn = async ({ who, visit, signedIn }: steps.LoginSeen) =>
      signedIn && (await steps.isSignedIn(who, context, [visit]));
    const seen = await Promise.all(logins.map(async (login) => ({ ...login, signedIn: await isStillIn(login) })));
    const later: steps.LoginSeen[] = [];
    for (const { who } of logins.slice(0, 2)) later.push(await steps.seeLogin(who, context));
    return { logins: seen, later };
  },
  // This scenario has no twist: the control leg only checks that the app works.
  control({ logins }, { check }) {
    const lost = logins.find(({ visit }) => !visit.hops.some(({ to }) => to === 'persona'));
    check.must('reaches-provider', 'Signing in leads to the provider', !lost, lost ? describeVisit(lost.visit) : '');
  },
  async judge({ logins, later }, context) {
    steps.checkLogins(logins, context);
    await steps.checkAddresses(context);
    steps.checkBinding(logins, context);
    steps.checkLaterBinding(later, context);
    steps.checkPkce(logins, context);
    steps.checkRedemption(logins, context);
  },
});
