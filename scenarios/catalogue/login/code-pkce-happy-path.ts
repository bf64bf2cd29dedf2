import { defineScenario, spec } from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import { describeVisit } from '../../traffic/index.ts';

export default defineScenario<readonly steps.LoginSeen[]>({
  id: 'login/code-pkce-happy-path',
  title: 'Three people sign in, and nothing goes wrong',
  level: 'MUST',
  basis: [spec('RFC6749-4.1'), spec('RFC7636-4'), spec('RFC9700-2.1.1'), spec('RFC9700-4.2'), spec('OIDCC-3.1.2.1')],
  provider: 'Does everything right.',
  rightClient:
    'Uses the code flow with a fresh, unguessable state, nonce and S256 challenge for every login, sends each code once with the same redirect URI and the matching verifier to the addresses of the metadata, and shows the right person.',
  fix: 'Let a maintained OpenID Connect library make the authorization request and the token request; make state, nonce and verifier anew for each login.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  bites: [
    { client: 'web', mutant: 'login-no-pkce', verdict: 'warn', check: 'pkce' },
    { client: 'web', mutant: 'login-constant-state', verdict: 'fail', check: 'state-unguessable' },
    { client: 'web', mutant: 'login-hardcoded-endpoints', verdict: 'fail', check: 'known-addresses' },
    { client: 'graph-client', mutant: 'login-no-pkce', verdict: 'warn', check: 'pkce' },
    { client: 'graph-client', mutant: 'login-constant-state', verdict: 'fail', check: 'state-unguessable' },
  ],
  async steps(context) {
    const logins: steps.LoginSeen[] = [];
    for (const who of [context.person, await context.secondPerson(), await context.secondPerson()])
      logins.push(await steps.seeLogin(who, context));
    // Asked once more at the end: an app that keeps one session for everybody shows the last one to all.
    return Promise.all(logins.map(async (login) => ({ ...login, signedIn: login.signedIn && (await login.who.isSignedIn()) })));
  },
  // There is no hostile provider in this story: the control leg only makes sure that there is an app to judge.
  control(logins, { check }) {
    const lost = logins.find(({ visit }) => !visit.hops.some(({ to }) => to === 'persona'));
    check.must('reaches-provider', 'Signing in leads to the provider', !lost, lost ? describeVisit(lost.visit) : '');
  },
  async judge(logins, context) {
    steps.checkLogins(logins, context);
    await steps.checkAddresses(context);
    steps.checkBinding(logins, context);
    steps.checkPkce(logins, context);
    steps.checkRedemption(logins, context);
  },
});
