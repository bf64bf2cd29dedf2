import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  /** Refresh tokens of the later logins. */
  readonly given: readonly string[];
  readonly later: steps.Use;
}

const consents = ({ asked }: steps.Use) => asked.filter((each) => /\bconsent\b/.test(traffic.paramsOf(each).get('prompt') ?? ''));

/** Signs in again; ends the leg if that gave a refresh token, because nothing can be lost then. */
const signInAgain = async (context: model.ScenarioContext): Promise<readonly string[]> => {
  const { person, wire, check, settled, variant } = context;
  const given: string[] = [];
  for (let logins = variant === 'twice-more' ? 2 : 1; logins > 0; logins -= 1) {
    const mark = traffic.markOf(await wire.all());
    if (variant === 'after-sign-out') await person.signsOut();
    const visit = await person.signsIn();
    await settled();
    const exchanges = traffic.after(await wire.codeExchanges(), mark).filter(traffic.isAccepted);
    const [first] = exchanges;
    if (!first) return check.skip(`No second code was redeemed: ${traffic.describeVisit(visit)}.`);
    if (traffic.memberOf(first, 'refresh_token'))
      check.skip(
        variant === 'after-sign-out'
          ? 'The login after the sign-out returned a refresh token, so no login without one was seen.'
          : 'Each login returned a refresh token, so no login without one was seen.',
      );
    given.push(...steps.refreshTokensIn(exchanges));
  }
  return given;
};

export default model.defineScenario<Seen>({
  id: 'refresh/second-login-without-refresh-token',
  title: 'The second login returns no refresh token',
  level: 'SHOULD',
  basis: [
    model.vendor('G-04'),
    model.spec('RFC6749-1.5'),
    model.lab('The refresh token of the first login is still valid; it was not revoked.'),
  ],
  seedQuestion: 'S1',
  provider: 'Returns a refresh token with the first consent only. The person signs in again, and the response has none.',
  rightClient: 'Keeps the refresh token of the first login, and uses it when the access token of the second one has expired.',
  fix: 'Store tokens by person, and replace the refresh token only if a response has one. If it is lost, request it once with prompt=consent.',
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
  async steps(context) {
    const { app, check, twist, variant } = context;
    if (variant === 'after-sign-out' && !app.verbs.has('signOut')) check.skip('The app has no verb signOut.');
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    await twist(async () => {
      await traffic.outliveAccessTokens(context);
      steps.needRefresh(await steps.seeUse(context), context); // with the token of the first login, to know that it would
    });
    const given = (await twist(() => signInAgain(context))) ?? [];
    await twist(() => traffic.outliveAccessTokens(context));
    const later = await steps.seeUse(context);
    return { start, given, later };
  },
  control({ start, later }, context) {
    steps.checkStart(start, [later.visit], context);
  },
  judge({ start, given, later }, { check }) {
    const { refreshes, asked } = later;
    const known = [start.refreshToken, ...given];
    const [strange] = refreshes.filter((each) => !known.includes(traffic.formOf(each).get('refresh_token') ?? undefined));
    const hasConsent = consents(later).length > 0;
    const used = refreshes.some(traffic.isAccepted) && asked.length === 0;
    const sent = strange && (traffic.formOf(strange).get('refresh_token') ?? '');
    const how = strange
      ? `the app sent ${(sent ?? '').length < 12 ? `refresh_token="${sent}"` : 'a value that is no refresh token of this person'}`
      : `there was no refresh: ${steps.describeUse(later)}`;
    const found = `an hour after the second login ${how}`;
    check.should(
      'stored-token-used',
      'At the next expiry the refresh token of the first login is used',
      !strange && (used || hasConsent),
      found,
      [...refreshes, ...asked],
    );
    if (hasConsent && !strange)
      check.info('consent-asked', 'A new refresh token is requested', 'the app asked for consent to get one', asked);
    const dead = `with the token of the second login aged past its lifetime the app did not work: ${steps.describeUse(later)}`;
    check.should('works', 'The app continues to work', steps.worked(later), dead, later.calls);
  },
});
