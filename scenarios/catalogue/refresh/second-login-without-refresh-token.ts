import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

interface Seen {
  readonly start: v.Start;
  /** Refresh tokens that the later logins brought. */
  readonly given: readonly string[];
  readonly later: v.Use;
}

const consents = ({ asked }: v.Use) => asked.filter((each) => /\bconsent\b/.test(m.paramsOf(each).get('prompt') ?? ''));

/** Signs in once more, and ends the leg where that brought a refresh token: there was nothing to lose. */
const signInAgain = async (stage: m.Stage): Promise<readonly string[]> => {
  const { person, wire, check, settled, variant } = stage;
  const given: string[] = [];
  for (let logins = variant === 'twice-more' ? 2 : 1; logins > 0; logins -= 1) {
    const mark = m.markOf(await wire.all());
    if (variant === 'after-sign-out') await person.signsOut();
    const visit = await person.signsIn();
    await settled();
    const exchanges = m.after(await wire.codeExchanges(), mark).filter(m.isAccepted);
    const [first] = exchanges;
    if (!first) return check.skip(`The client did not redeem a second code: ${m.tellVisit(visit)}.`);
    if (m.memberOf(first, 'refresh_token'))
      check.skip(
        variant === 'after-sign-out'
          ? 'The client gives its tokens back at sign-out, or asks for consent at each login: the second login brings a refresh token.'
          : 'The client asks for consent at each login, and so gets a refresh token each time.',
      );
    given.push(...v.refreshTokensIn(exchanges));
  }
  return given;
};

export default m.defineScenario<Seen>({
  id: 'refresh/second-login-without-refresh-token',
  title: 'The second login brings no refresh token',
  level: 'SHOULD',
  basis: [
    m.vendor('G-04'),
    m.spec('RFC6749-1.5'),
    m.lab('The refresh token of the first login is still good; nobody took it back.'),
  ],
  seedQuestion: 'S1',
  provider: 'Gives a refresh token with the first consent only. The person signs in once more, and the answer has none.',
  rightClient: 'Keeps the refresh token of the first login, and uses it when the access token of the second one is over.',
  fix: 'Store tokens by person, and replace the refresh token only if an answer has one. If it is lost all the same, ask once with prompt=consent.',
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: ['google/refresh/first-consent-only'],
  variants: {
    'once-more': 'the person signs in a second time in the same browser',
    'twice-more': 'and a third time',
    'after-sign-out': 'the person signs out first',
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-second-login-overwrites', variant: 'once-more', verdict: 'warn', check: 'stored-token-used' },
    { client: 'web', mutant: 'ref-second-login-overwrites', variant: 'twice-more', verdict: 'warn', check: 'stored-token-used' },
    {
      client: 'web',
      mutant: 'ref-second-login-stores-undefined',
      variant: 'once-more',
      verdict: 'warn',
      check: 'stored-token-used',
    },
  ],
  async steps(stage) {
    const { app, world, check, twist, variant } = stage;
    if (variant === 'after-sign-out' && !app.verbs.has('signOut')) check.skip('The app has no verb signOut.');
    const start = await v.seeStart(stage);
    v.needRefreshToken(start, stage);
    await twist(async () => {
      await world.clock.age('61m');
      v.needRefresh(await v.seeUse(stage), stage); // with the token of the first login, to know that it would
    });
    const given = (await twist(() => signInAgain(stage))) ?? [];
    await twist(() => world.clock.age('61m'));
    const later = await v.seeUse(stage);
    return { start, given, later };
  },
  control({ start, later }, stage) {
    v.checkStart(start, [later.visit], stage);
  },
  judge({ start, given, later }, { check }) {
    const { refreshes, asked } = later;
    const known = [start.refreshToken, ...given];
    const [strange] = refreshes.filter((each) => !known.includes(m.formOf(each).get('refresh_token') ?? undefined));
    const hasConsent = consents(later).length > 0;
    const used = refreshes.some(m.isAccepted) && asked.length === 0;
    const sent = strange && (m.formOf(strange).get('refresh_token') ?? '');
    const how = strange
      ? `the app sent ${(sent ?? '').length < 12 ? `refresh_token="${sent}"` : 'something that is no refresh token of this person'}`
      : `there was no refresh: ${v.tellUse(later)}`;
    const found = `an hour after the second login ${how}`;
    check.should(
      'stored-token-used',
      'At the next expiry the refresh token of the first login is used',
      !strange && (used || hasConsent),
      found,
      [...refreshes, ...asked],
    );
    if (hasConsent && !strange)
      check.info('consent-asked', 'A new refresh token is fetched', 'the app asked for consent to get one', asked);
    const dead = `an hour after the second login the app did not work: ${v.tellUse(later)}`;
    check.should('works', 'The app works on', v.worked(later), dead, later.calls);
  },
});
