import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Refreshes, in order, that rotate. */
const ROTATIONS: Readonly<Record<string, { readonly says: string; readonly rotates: readonly boolean[] }>> = {
  'every-time': { says: 'each of three refreshes brings a new one', rotates: [true, true, true] },
  'now-and-then': { says: 'the second and the fourth refresh bring a new one', rotates: [false, true, false, true, false] },
};

interface Seen {
  readonly start: steps.Start;
  readonly uses: readonly steps.Use[];
}

interface Step {
  readonly refresh: Exchange;
  readonly expected: string;
}

/** Each refresh with the token that was current when it was sent. */
const followed = (original: string, refreshes: readonly Exchange[]): readonly Step[] => {
  let expected = original;
  return refreshes.map((refresh) => {
    const step = { refresh, expected };
    expected = traffic.memberOf(refresh, 'refresh_token') ?? expected;
    return step;
  });
};

const describeWrong = ({ refresh, expected }: Step, steps: readonly Step[]): string => {
  const sent = traffic.formOf(refresh).get('refresh_token') ?? '';
  const which = steps.findIndex((step) => step.refresh === refresh) + 1;
  const known = steps.some((step) => step.expected === sent && sent !== expected);
  return `refresh ${which} sent ${known ? 'a token that an earlier refresh had replaced' : 'a token that was never issued'}`;
};

export default model.defineScenario<Seen>({
  id: 'refresh/rotated-token-replaces-old',
  title: 'A refresh rotates the refresh token',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-6'),
    model.spec('RFC9700-4.14.2'),
    model.lab(
      'Google does not rotate refresh tokens today. Auth0 and most other providers do, and a client rarely uses only one.',
    ),
  ],
  seedQuestion: 'S3',
  provider:
    'Answers a refresh with a new refresh token and invalidates the old one. Reuse of the old one may be theft, and revokes the whole grant.',
  rightClient: 'Replaces the old refresh token by the new one immediately, and uses it the next time.',
  fix: 'Store refresh_token from every token response that has one, together with the access token, and never use the previous one again.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(ROTATIONS).map(([name, { says }]) => [name, says])),
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-keeps-old-rotated-token', verdict: 'fail', check: 'newest-token-used' },
    { client: 'web', mutant: 'ref-adopts-one-rotation', variant: 'every-time', verdict: 'fail', check: 'newest-token-used' },
    { client: 'web', mutant: 'ref-drops-omitted-token', variant: 'now-and-then', verdict: 'fail', check: 'goes-unnoticed' },
  ],
  async steps(context) {
    const { world, twist } = context;
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const { rotates = [true] } = (await twist(() => ROTATIONS[context.variant ?? ''])) ?? {};
    if (rotates.includes(false)) await twist(() => steps.stopRotation(context));
    const on = { on: 'token', where: { grantType: 'refresh_token' }, times: 1, do: { rotateRefreshToken: true } } as const;
    for (const [skip, rotated] of rotates.entries()) if (rotated) await twist(() => world.faults.inject({ ...on, skip }));
    const uses: steps.Use[] = [];
    while (uses.length < rotates.length) {
      await twist(() => traffic.outliveAccessTokens(context));
      uses.push(await steps.seeUse(context));
    }
    return { start, uses };
  },
  control({ start, uses }, context) {
    const visits = uses.map(({ visit }) => visit);
    steps.checkStart(start, visits, context);
  },
  async judge({ start, uses }, { app, check, person }) {
    const [first] = uses;
    if (first) steps.needRefresh(first, { check });
    const refreshes = uses.flatMap((use) => use.refreshes);
    if (steps.refreshTokensIn(refreshes).length === 0) check.inconclusive('No refresh was answered with a new refresh token.');
    const chain = followed(start.refreshToken ?? '', refreshes);
    const wrong = chain.find(({ refresh, expected }) => traffic.formOf(refresh).get('refresh_token') !== expected);
    const sent = wrong ? describeWrong(wrong, chain) : '';
    check.must('newest-token-used', 'Each refresh sends the newest refresh token', !wrong, sent, refreshes);
    const bad = uses.find((use) => !steps.worked(use) || use.asked.length > 0);
    check.must('goes-unnoticed', 'The person notices no expiry', !bad, bad ? steps.describeUse(bad) : '', bad?.asked);
    if (!app.verbs.has('whoAmI')) return;
    const gone = `the app does not show ${person.name}`;
    check.must('still-signed-in', 'At the end the person is still signed in', await person.isSignedIn(), gone);
  },
});
