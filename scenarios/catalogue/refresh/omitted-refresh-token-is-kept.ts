import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Round {
  readonly visit: model.Visit;
  readonly refreshes: readonly Exchange[];
  readonly asked: readonly Exchange[];
}

const ROUNDS: Readonly<Record<string, number>> = { 'two-expiries': 2, 'four-expiries': 4, 'bare-answer': 2 };

/** What was seen of a client that neither refreshed nor started a login at any use. */
const seenInstead = (variant: string, rounds: readonly Round[]): string =>
  variant === 'a-minute'
    ? `No refresh was seen in ${rounds.length} uses, each within the minute for which its access token is valid.`
    : `No refresh was seen in ${rounds.length} uses, though the provider had let the access token expire before each. The clock of the client was not moved; resource/401-one-refresh-one-retry judges its answer to a 401.`;

const usesOriginal = ({ refreshes }: Round, original: string): boolean =>
  refreshes.some(traffic.isAccepted) && refreshes.every((each) => traffic.formOf(each).get('refresh_token') === original);

const describeTrip = ({ asked, visit }: Round): string =>
  asked.length > 0 ? 'the person was sent to the provider for a new login' : traffic.describeVisit(visit);

const describeLoss = (round: Round, number: number, original: string): string => {
  const sent = round.refreshes.map((each) => traffic.formOf(each).get('refresh_token') ?? '').find((token) => token !== original);
  if (sent === undefined) return `at expiry ${number} the original refresh token was not used; ${describeTrip(round)}`;
  return `at expiry ${number} the app sent ${sent.length < 12 ? `refresh_token="${sent}"` : 'another token'} instead of its refresh token`;
};

export default model.defineScenario<{ readonly start: steps.Start; readonly rounds: readonly Round[] }>({
  id: 'refresh/omitted-refresh-token-is-kept',
  title: 'The response to a refresh has no refresh token',
  level: 'MUST',
  basis: [model.spec('RFC6749-6'), model.spec('RFC6749-1.5'), model.vendor('G-40')],
  provider: 'Answers a refresh with a new access token only. The refresh token stays valid.',
  rightClient: 'Keeps its refresh token, and uses it at every later expiry. The person notices nothing.',
  fix: 'Merge the response into the stored tokens: replace the refresh token only if the response has one.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: ['google/refresh/not-repeated'],
  variants: {
    'two-expiries': 'the access token is aged past its lifetime, twice',
    'four-expiries': 'the access token is aged past its lifetime, four times',
    'bare-answer': 'the answer has neither scope nor ID token either',
    'a-minute': 'each access token lives for only a minute, so that a client refreshes early',
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-drops-omitted-token', verdict: 'fail', check: 'original-token-used' },
    {
      client: 'web',
      mutant: 'ref-drops-on-second-refresh',
      variant: 'four-expiries',
      verdict: 'fail',
      check: 'original-token-used',
    },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled } = context;
    await twist(() => steps.stopRotation(context));
    const short = await twist(() => context.variant === 'a-minute');
    if (short) await world.tokens.short({ lifetimeSeconds: 60 });
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const bare = {
      on: 'token',
      where: { grantType: 'refresh_token' },
      at: 'reply',
      do: { setBody: { scope: null, id_token: null } },
    } as const;
    if (await twist(() => context.variant === 'bare-answer')) await world.faults.inject(bare);
    const wanted = (await twist(() => ROUNDS[context.variant ?? ''])) ?? 2;
    const rounds: Round[] = [];
    while (rounds.length < wanted) {
      const mark = traffic.markOf(await wire.all());
      if (!short) await twist(() => traffic.outliveAccessTokens(context));
      const visit = await person.usesResource();
      await settled();
      rounds.push({
        visit,
        refreshes: traffic.after(await wire.refreshes(), mark),
        asked: traffic.after(await wire.authorizations(), mark),
      });
    }
    return { start, rounds };
  },
  control({ start, rounds }, context) {
    steps.checkStart(
      start,
      rounds.map(({ visit }) => visit),
      context,
    );
  },
  async judge({ start, rounds }, { app, person, check, variant = 'two-expiries' }) {
    const { refreshToken: original = '' } = start;
    if (rounds.every(({ refreshes, asked }) => refreshes.length + asked.length === 0)) {
      check.skip(seenInstead(variant, rounds));
    }
    if (rounds.every(({ refreshes }) => refreshes.length === 0))
      check.skip('No refresh was seen at any expiry: the client sends the person through the provider instead.');
    const lost = rounds.findIndex((round) => !usesOriginal(round, original));
    const losing = rounds[lost];
    const found = losing ? describeLoss(losing, lost + 1, original) : '';
    check.must(
      'original-token-used',
      'Every refresh uses the token of the login',
      !losing,
      found,
      rounds.flatMap(({ refreshes }) => refreshes),
    );
    const bad = rounds.find(({ visit, asked }) => !visit.ok || asked.length > 0);
    check.must('goes-unnoticed', 'The person notices no expiry', !bad, bad ? describeTrip(bad) : '', bad?.asked);
    if (!app.verbs.has('whoAmI')) return;
    check.must(
      'still-signed-in',
      'At the end the person is still signed in',
      await person.isSignedIn(),
      `the app does not show ${person.name}`,
    );
  },
});
