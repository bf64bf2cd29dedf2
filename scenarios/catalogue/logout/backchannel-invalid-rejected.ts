import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly signedIn: boolean;
  readonly forgery: steps.LogoutForgery | undefined;
  readonly notices: readonly Exchange[];
  readonly stillIn: boolean;
  readonly again: model.Visit;
  readonly returned: boolean;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const DAY_SECONDS = 86_400;

const FORGERIES: Readonly<Record<string, steps.LogoutForgery>> = {
  'alg-none': { says: 'without a signature (alg none)', make: () => ({ signature: 'none' }) },
  'alg-none-mixed-case': {
    says: 'without a signature (alg nOnE)',
    make: () => ({ signature: 'none', header: { alg: 'nOnE' } }),
  },
  'bad-signature': { says: 'with a wrong signature', make: () => ({ signature: 'corrupt' }) },
  'foreign-key': { says: 'signed with a key that the provider does not publish', make: () => ({ signature: 'foreign-key' }) },
  'embedded-key': { says: 'signed with a key in its own header', make: () => ({ signature: 'embedded-key' }) },
  hs256: { says: 'signed with HS256 and the client secret', make: () => ({ signature: 'hs256-client-secret' }) },
  'hs256-public-key': { says: 'signed with HS256 and the public key', make: () => ({ signature: 'hs256-pem' }) },
  'wrong-iss': { says: 'of another issuer', make: ({ iss }) => ({ claims: { iss: `${iss}1` } }) },
  'wrong-aud': { says: 'for another client', make: ({ aud }) => ({ claims: { aud: `${aud}1` } }) },
  'no-event': { says: 'without events', make: () => ({ claims: { events: null } }) },
  'wrong-event': { says: 'with another event', make: () => ({ claims: { events: { [`${EVENT}1`]: {} } } }) },
  'event-no-object': { says: 'whose event is a string', make: () => ({ claims: { events: EVENT } }) },
  'with-nonce': { says: 'with a nonce', make: () => ({ claims: { nonce: 'n-0S6_WzA2Mj' } }) },
  'names-nobody': { says: 'with neither sub nor sid', make: () => ({ claims: { sub: null, sid: null } }) },
  expired: { says: 'that expired six minutes ago', make: () => ({ claimsFromNow: { iat: -480, exp: -360 } }) },
  'no-exp': { says: 'without exp', level: 'SHOULD', make: () => ({ claims: { exp: null } }) },
  'issued-yesterday': {
    says: 'that was issued a day ago and has not expired',
    level: 'MAY',
    make: () => ({ claimsFromNow: { iat: -DAY_SECONDS } }),
  },
  replayed: {
    says: 'whose jti came before',
    level: 'MAY',
    isReplay: true,
    make: ({ usedJti }) => ({ claims: { jti: usedJti } }),
  },
  'another-session': {
    says: 'with the sid of another session and no sub',
    isForeign: true,
    make: () => ({ claims: { sid: 'Zx0VtT6pQ3mYw8rNfK2jLs5aHc7dBe9G', sub: null } }),
  },
  'another-person': {
    says: 'with the sub of another person and no sid',
    isForeign: true,
    make: () => ({ claims: { sub: 'auth0|000000000000000000000042', sid: null } }),
  },
};

/** Lets the person sign in; for a replay once more, after a valid logout token. */
const begin = async (context: model.ScenarioContext, isReplay: boolean | undefined): Promise<model.Visit> => {
  const login = await context.person.signsIn();
  if (!isReplay) return login;
  await steps.endAtProvider(context.person, login, context);
  return context.person.signsIn();
};

const forge = async ({ world, wire, check }: model.ScenarioContext, forgery: steps.LogoutForgery): Promise<void> => {
  const all = await wire.all();
  const good = steps.goodClaimsOf(all) ?? check.inconclusive('No ID token was seen, so the claims of the client are unknown.');
  const made = forgery.make({ ...good, usedJti: steps.jtiOf(steps.noticesIn(all)) });
  await world.faults.inject({ on: 'backchannel-logout', do: { tamperLogoutToken: made } });
};

const kindOf = ({ level = 'MUST' }: steps.LogoutForgery) => (({ MUST: 'must', SHOULD: 'should', MAY: 'may' }) as const)[level];

export default model.defineScenario<Seen>({
  id: 'logout/backchannel-invalid-rejected',
  title: 'Somebody posts a logout token that is not valid',
  level: 'MUST',
  basis: [
    model.backchannelLogout('2.4'),
    model.backchannelLogout('2.6'),
    model.backchannelLogout('2.8'),
    model.spec('OIDCC-3.1.3.7'),
    model.spec('RFC8725-3.1'),
    model.spec('RFC8725-2.1'),
    model.vendor('A-117'),
    model.lab('the check of jti is optional (item 8 of 2.6), and so is the age of iat: what is accepted is only reported'),
  ],
  provider: 'The address for back-channel logout gets a logout token with one thing wrong, for a session that is live.',
  rightClient: 'Answers exactly 400 with Cache-Control: no-store, and the session goes on.',
  fix: 'Verify a logout token like an ID token (signature by the keys of the provider with the registered algorithm, iss, aud, exp). Require the event, a sub or a sid, and no nonce. Answer 400 before any session is touched.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: Object.fromEntries(Object.entries(FORGERIES).map(([name, { says }]) => [name, `a logout token ${says}`])),
  bites: [
    { client: 'web', mutant: 'out-backchannel-unsigned', variant: 'bad-signature', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-unsigned', variant: 'foreign-key', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-alg-none', variant: 'alg-none', verdict: 'fail', check: 'session-lives' },
    {
      client: 'web',
      mutant: 'out-backchannel-alg-none',
      variant: 'alg-none-mixed-case',
      verdict: 'fail',
      check: 'session-lives',
    },
    { client: 'web', mutant: 'out-backchannel-client-secret', variant: 'hs256', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-iss-unchecked', variant: 'wrong-iss', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-aud-unchecked', variant: 'wrong-aud', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-event-unchecked', variant: 'no-event', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-any-event', variant: 'wrong-event', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-nonce-accepted', variant: 'with-nonce', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-nobody-is-all', variant: 'names-nobody', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-exp-unchecked', variant: 'expired', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-exp-if-there', variant: 'no-exp', verdict: 'warn', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-ends-all', variant: 'another-session', verdict: 'fail', check: 'session-lives' },
    { client: 'web', mutant: 'out-backchannel-refuses-with-200', variant: 'wrong-aud', verdict: 'fail', check: 'answers-400' },
    { client: 'web', mutant: 'out-backchannel-crashes', variant: 'bad-signature', verdict: 'fail', check: 'answers-400' },
    { client: 'web', mutant: 'out-backchannel-ends-first', variant: 'wrong-iss', verdict: 'fail', check: 'session-lives' },
  ],
  async steps(context) {
    const { person, world, wire, twist } = context;
    const forgery = await twist(() => FORGERIES[context.variant ?? '']);
    const login = await begin(context, forgery?.isReplay);
    const signedIn = await person.isSignedIn();
    const mark = traffic.markOf(await wire.all());
    await twist(() => forgery && forge(context, forgery));
    await steps.endAtProvider(person, login, context);
    const notices = steps.noticesIn(traffic.after(await wire.all(), mark));
    const stillIn = await person.isSignedIn();
    await twist(() => world.faults.clear());
    const again = await person.signsIn();
    return { signedIn, forgery, notices, stillIn, again, returned: await person.isSignedIn() };
  },
  control({ signedIn, notices, stillIn, again, returned }, { check }) {
    check.must('signed-in', 'The person is signed in, also a second time', signedIn && returned, traffic.describeVisit(again));
    if (notices.length === 0)
      check.skip('The provider called no address of the client: it registered none for back-channel logout.');
    const found = `a valid logout token ended nothing: ${notices.map(traffic.describeExchange).join('; ')}`;
    check.must('ends', 'A valid logout token ends the session', !stillIn, found, notices);
  },
  judge({ forgery, notices, stillIn, again, returned }, context) {
    const { check, person } = context;
    if (!forgery || notices.length === 0) return check.inconclusive('The provider sent no logout token this time.');
    const answers = notices.map(traffic.describeExchange).join('; ');
    const ended = `the session of ${person.name} was ended by a logout token ${forgery.says}; ${answers}`;
    check[kindOf(forgery)](
      'session-lives',
      `A logout token ${forgery.says} ends no session of the person`,
      stillIn,
      ended,
      notices,
    );
    const wrong = notices.filter(({ response: { status = 0 } = { status: 0 } }) =>
      forgery.isForeign ? status === 0 || status >= 500 : status !== 400,
    );
    const title = forgery.isForeign ? 'The answer is no crash' : 'The answer is 400';
    const found = `expected ${forgery.isForeign ? 'any answer below 500' : '400'}, found: ${wrong.map(traffic.describeExchange).join('; ')}`;
    check[kindOf(forgery)]('answers-400', title, wrong.length === 0, found, wrong);
    steps.checkNoStore(notices, context);
    check.must('can-return', 'Signing in again works', returned, traffic.describeVisit(again));
  },
});
