import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visits: readonly model.Visit[];
  readonly wire: readonly Exchange[];
  readonly later: steps.Use;
  readonly laterRequests: readonly Exchange[];
}

/** Calls one after the other, then at once. */
const IN_TURN = 10;
const AT_ONCE = 10;
const MOST_TOKENS = 2;
const SLOW_MS = 100;

const tokenRequests = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((each) => traffic.grantTypeOf(each) === 'client_credentials');

export default model.defineScenario<Seen>({
  id: 'resource/client-credentials-cached',
  title: 'A program without people uses its token again',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-4.4'),
    model.spec('RFC6749-4.4.3'),
    model.vendor('A-35', 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/client-credentials-flow'),
    model.vendor('P-03'),
    model.lab('Each token request costs time and counts against the quota of the tenant.'),
  ],
  seedQuestion: 'S2',
  provider: 'Issues a token for id and secret of the client, without a refresh token, and later refuses it as expired.',
  rightClient: 'Asks for one token, uses it for all calls until it is over, and then asks for the next one.',
  fix: 'Keep the token with its end (expires_in), share it between calls, ask for one at a time, and ask again after a 401.',
  fixes: {
    cached: 'Keep the token until shortly before its end, and let calls that come at the same time wait for one request.',
    'no-refresh': 'Ask again with client_credentials: there is no refresh token here.',
    renews: 'After a 401 drop the token, ask for a new one, and repeat the call once.',
  },
  personas: ['auth0', 'first-party'],
  needs: ['useResource'],
  shows: [],
  motion: 'age',
  bites: [
    { client: 'machine', mutant: 'res-client-credentials-every-call', verdict: 'warn', check: 'cached' },
    { client: 'machine', mutant: 'res-client-credentials-each-at-once', verdict: 'warn', check: 'cached' },
    { client: 'machine', mutant: 'res-client-credentials-refused-call-lost', verdict: 'warn', check: 'renews' },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled, check } = context;
    await person.usesResource(); // the program may still have a token of an earlier scenario
    const first = await person.usesResource();
    await settled();
    if (tokenRequests(await wire.all()).length === 0) check.skip('No request for a token with client credentials was seen.');
    await twist(() => world.tokens.expire({}));
    await twist(() => world.faults.inject({ on: 'token', do: { delayMs: SLOW_MS } }));
    const burst = (await twist(() => Promise.all(Array.from({ length: AT_ONCE }, () => person.usesResource())))) ?? [];
    const visits = [first, ...burst];
    for (let i = 0; i < IN_TURN; i += 1) visits.push(await person.usesResource());
    await settled();
    const seen = await wire.all();
    await twist(() => world.clock.age('25h'));
    const later = await steps.seeUse(context);
    return { visits, wire: seen, later, laterRequests: tokenRequests(traffic.after(await wire.all(), traffic.markOf(seen))) };
  },
  control({ visits }, { check }) {
    const bad = visits.find(({ ok }) => !ok);
    check.must('works', 'The program works', !bad, bad ? traffic.describeVisit(bad) : '');
  },
  judge({ visits, wire, later, laterRequests }, { check }) {
    const [requests, calls] = [tokenRequests(wire), steps.apiCallsOf(wire)];
    const tried = `${traffic.count(requests.length, 'token request')} for ${traffic.count(visits.length, 'use')} and ${traffic.count(calls.length, 'API call')}; at most ${MOST_TOKENS} were expected`;
    check.should('cached', 'One token serves many calls', requests.length <= MOST_TOKENS, tried, requests);
    const refreshes = [...wire, ...later.refreshes].filter(traffic.isRenewal);
    check.should(
      'no-refresh',
      'No refresh grant is sent',
      refreshes.length === 0,
      traffic.count(refreshes.length, 'refresh request'),
      refreshes,
    );
    const found = `after the token was over: ${traffic.count(laterRequests.length, 'token request')}; ${traffic.describeVisit(later.visit)}`;
    check.should(
      'renews',
      'A token that is over is replaced',
      steps.worked(later) && laterRequests.length === 1,
      found,
      laterRequests,
    );
  },
});
