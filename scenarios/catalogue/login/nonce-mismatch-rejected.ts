import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly later: readonly Exchange[];
}

/** The nonce of the ID token instead of the one that was sent; null for none. */
type Forgery = (sent: string, earlier: string) => string | null;

const FORGERIES: Readonly<Record<string, { readonly says: string; readonly forge: Forgery }>> = {
  other: {
    says: 'a nonce of the same length that was never sent',
    forge: (sent) => [...sent].map((each) => (each === 'A' ? 'B' : 'A')).join(''),
  },
  missing: { says: 'no nonce, although one was sent', forge: () => null },
  empty: { says: 'an empty nonce', forge: () => '' },
  'earlier-login': {
    says: 'the nonce of an earlier login of the same person in the same browser',
    forge: (_, earlier) => earlier,
  },
  truncated: { says: 'the first characters of the nonce', forge: (sent) => sent.slice(0, Math.min(8, sent.length - 1)) },
  extended: { says: 'the nonce with extra characters', forge: (sent) => `${sent}AAAA` },
};

const isUse = ({ endpoint }: Exchange) => endpoint === 'userinfo' || endpoint.startsWith('api:');

export default model.defineScenario<Seen>({
  id: 'login/nonce-mismatch-rejected',
  title: 'The ID token was issued for another login (wrong nonce)',
  level: 'MUST',
  basis: [model.spec('OIDCC-3.1.3.7'), model.spec('OIDCC-15.5.2'), model.spec('RFC9700-4.5.3.2')],
  provider:
    'Redeems the code, but the nonce of the ID token is not that of this login, as when a stolen ID token or code is injected into another login.',
  rightClient:
    'Compares the nonce of the ID token with the stored one, refuses the ID token if it differs or is missing, and uses no other token of the response.',
  fix: 'Store the nonce with the state, require it in the ID token, compare it exactly, and only then create the session.',
  fixes: {
    'says-so': 'Answer a refused ID token with a page that says that the login failed, with a status below 500.',
    'tokens-not-used': 'Use no token of a response whose ID token was refused.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FORGERIES).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'web', mutant: 'login-nonce-unchecked', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-missing-accepted', variant: 'missing', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-of-any-login', variant: 'earlier-login', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-prefix', variant: 'truncated', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-prefix', variant: 'empty', verdict: 'fail', check: 'not-signed-in' },
    { client: 'web', mutant: 'login-nonce-checked-late', verdict: 'fail', check: 'tokens-not-used' },
  ],
  async steps(context) {
    const { app, person, world, wire, twist, settled, check, variant = 'other' } = context;
    const earlier = variant === 'earlier-login' ? await person.signsIn() : undefined;
    const before = earlier && (await wire.authorizations()).map((each) => traffic.paramsOf(each).get('nonce')).findLast(Boolean);
    if (earlier && app.verbs.has('signOut')) await person.signsOut();
    const held = await steps.holdCallback(person, context);
    const sent = held.asked.get('nonce') || check.skip('No nonce was seen in the authorization request.');
    const mark = traffic.markOf(await wire.all());
    const nonce = FORGERIES[variant]?.forge(sent, before ?? '') ?? null;
    const where = { grantType: 'authorization_code' };
    await twist(() => world.faults.inject({ on: 'token', where, times: 1, do: { tamperIdToken: { claims: { nonce } } } }));
    const visit = await person.opens(held.callback);
    const signedIn = await person.isSignedIn();
    await settled();
    return { visit, signedIn, later: traffic.after(await wire.all(), mark) };
  },
  control({ visit, signedIn, later }, { check }) {
    const redeemed = later.filter((each) => traffic.grantTypeOf(each) === 'authorization_code');
    if (redeemed.some(traffic.isAccepted) && !redeemed.some((each) => traffic.memberOf(each, 'id_token')))
      check.skip('No ID token was seen in the answers of the token endpoint to this client.');
    check.must('signed-in', 'With the right nonce the person is signed in', visit.ok && signedIn, traffic.describeVisit(visit));
  },
  judge({ visit, signedIn, later }, context) {
    const { check } = context;
    const redeemed = later.filter((each) => traffic.grantTypeOf(each) === 'authorization_code');
    const forged =
      redeemed.find(({ faults }) => faults.length > 0) ??
      check.inconclusive(`The code was not redeemed, so no forged ID token was issued: ${traffic.describeVisit(visit)}.`);
    const anew = redeemed.some((each) => each !== forged && traffic.isAccepted(each));
    const shown = `the person is signed in although the ID token has another nonce; ${traffic.describeVisit(visit)}`;
    check.must('not-signed-in', 'Nobody is signed in by it', !signedIn || anew, shown, [forged]);
    const token = traffic.memberOf(forged, 'access_token');
    const used = later.filter((each) => isUse(each) && traffic.bearerOf(each) === token);
    const told = `the access token of the same response was used: ${used.map(traffic.describeExchange).join('; ')}`;
    check.must('tokens-not-used', 'The other tokens of the response are not used', used.length === 0, told, used);
    steps.checkComesToRest(visit, context);
  },
});
