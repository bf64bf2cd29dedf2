import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly later: model.Visit;
  /** After the person signed in again manually, if the app did not redirect to the provider. */
  readonly last: model.Visit;
  readonly mark: number;
  readonly byItself: boolean;
}

/** What was sent as refresh token, without the secret. */
const describeSent = (refresh: Exchange): string => {
  const sent = traffic.formOf(refresh).get('refresh_token');
  return sent !== null && sent.length < 12 ? `refresh_token=${sent}` : sent ? 'another token instead' : 'no refresh_token';
};

/** Failed token requests other than refreshes: another grant type, none, or an old code. */
const otherAttempts = (exchanges: readonly Exchange[], refreshes: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((each) => each.endpoint === 'token' && !refreshes.includes(each) && !traffic.isAccepted(each));

export default model.defineScenario<Seen>({
  id: 'refresh/online-access-has-none',
  title: 'The access token expires, and there is no refresh token',
  level: 'MUST',
  basis: [model.vendor('G-02'), model.vendor('G-03'), model.spec('RFC6749-6')],
  seedQuestion: 'S1',
  provider: 'Issues no refresh token for online access. After expiry of the access token its API answers 401.',
  rightClient: 'Does not try to refresh: redirects to the authorization endpoint, which needs no click, and continues.',
  fix: 'Refresh only with a refresh token. Without one, start a new authorization request, or request access_type=offline if the app works while the person is away.',
  fixes: {
    'by-itself':
      'When the access token has expired, redirect the browser to the authorization endpoint yourself instead of showing a link.',
  },
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: ['google/refresh/online-has-none', 'google/api/401-invalid-token'],
  variants: {
    'after-an-hour': 'the token is aged by 61 minutes',
    'next-day': 'the token is aged by a day',
    ended: 'the token is revoked early',
  },
  motion: 'age',
  bites: [
    { client: 'web-online', mutant: 'ref-sends-undefined', verdict: 'fail', check: 'no-refresh-request' },
    { client: 'web-online', mutant: 'ref-sends-access-token', verdict: 'fail', check: 'no-refresh-request' },
  ],
  async steps(context) {
    const { person, wire, check, twist, settled } = context;
    const start = await steps.seeStart(context);
    if (start.refreshToken) check.skip('A refresh token was seen in a token response to this client.');
    const mark = traffic.markOf(await wire.all());
    await twist(() => traffic.endAccessToken(context, person.key, context.variant as traffic.TokenEnding));
    const later = await person.usesResource();
    await settled();
    const byItself = traffic.after(await wire.authorizations(), mark).length > 0;
    const byHand = async () => (byItself ? later : (await person.signsIn()) && person.usesResource());
    const last = (await twist(byHand)) ?? later;
    await settled();
    return { start, later, last, mark, byItself };
  },
  control({ start, later }, context) {
    steps.checkStart(start, [later], context);
  },
  async judge({ later, last, mark, byItself }, { check, wire }) {
    const refreshes = await wire.refreshes();
    const others = otherAttempts(traffic.after(await wire.all(), mark), refreshes);
    const asked = traffic.after(await wire.authorizations(), mark);
    const accepted = traffic.after(await wire.apiCalls(), mark).filter(traffic.isAccepted);
    const sent = `the app never got a refresh token, but sent ${traffic.count(refreshes.length, 'refresh request')} with ${[...new Set(refreshes.map(describeSent))].join(', ')}`;
    check.must('no-refresh-request', 'No refresh is tried without a refresh token', refreshes.length === 0, sent, refreshes);
    check.must(
      'no-other-grant',
      'Only a new code is sent to the token endpoint',
      others.length === 0,
      `token requests that cannot succeed were sent: ${others.map(traffic.describeExchange).join('; ')}`,
      others,
    );
    const stayed = `no authorization request after the 401, even when the person signed in again; ${traffic.describeVisit(last)}`;
    check.must(
      'new-authorization',
      'The app sends the person to the authorization endpoint again',
      asked.length > 0,
      stayed,
      asked,
    );
    const dead = `${traffic.count(accepted.length, 'API call')} accepted after the 401; ${traffic.describeVisit(last)}`;
    check.must('works-again', 'After that the app works again', last.ok && accepted.length > 0, dead, accepted);
    const byHand = `the person had to sign in again manually; ${traffic.describeVisit(later)}`;
    check.should('by-itself', 'The app starts the new authorization automatically', byItself, byHand);
  },
});
