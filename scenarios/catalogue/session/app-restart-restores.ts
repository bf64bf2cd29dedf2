import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import { describeVisit } from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly signedIn: boolean;
  readonly use: steps.Use;
}

export default model.defineScenario<Seen>({
  id: 'session/app-restart-restores',
  title: 'The app is ended at once and started again',
  level: 'SHOULD',
  basis: [
    model.vendor('A-69', 'https://auth0.com/docs/secure/tokens/refresh-tokens'),
    model.lab('The system ends programs when it likes; who signed in yesterday does not expect a password page today.'),
  ],
  seedQuestion: 'S3',
  provider: 'Behaves correctly.',
  rightClient:
    'Reads its tokens from where it keeps them, refreshes an access token that is over, and goes on. The person does not notice.',
  fix: 'Store the tokens before you use them, where they outlive the process (keychain, encrypted file, database), and read them at the start.',
  fixes: {
    'still-signed-in': 'Read who is signed in, and the tokens, from the store when the program starts.',
    'no-login': 'Use the stored refresh token after a restart; ask for a login only when the provider refuses it.',
  },
  personas: ['auth0', 'google'],
  needs: ['signIn', 'whoAmI', 'useResource', 'restart'],
  shows: [],
  variants: {
    'at-once': 'with tokens that are still good',
    'next-day': 'a day later, when the access token is over',
  },
  motion: 'age',
  limitSeconds: 45,
  bites: [
    { client: 'native', mutant: 'sess-restart-loses-login', variant: 'at-once', verdict: 'warn', check: 'still-signed-in' },
    { client: 'native', mutant: 'sess-restart-keeps-access-token-only', variant: 'next-day', verdict: 'warn', check: 'no-login' },
    { client: 'native-google', mutant: 'sess-restart-loses-login', variant: 'next-day', verdict: 'warn', check: 'works' },
  ],
  async steps(context) {
    const { person, world, twist, app } = context;
    const start = await steps.seeStart(context);
    await twist(async () => {
      if (context.variant === 'next-day') await world.clock.age('25h');
      await app.restart();
    });
    const signedIn = await person.isSignedIn();
    return { start, signedIn, use: await steps.seeUse(context) };
  },
  control({ start, signedIn, use }, context) {
    steps.checkStart(start, [use.visit], context);
    context.check.must('stays', 'Without a restart the person stays signed in', signedIn, 'whoAmI no longer shows the person');
  },
  judge({ start, signedIn, use }, { check, variant }) {
    if (variant === 'next-day' && !start.refreshToken)
      check.skip('No refresh token was seen: a day later there is nothing to go on with.');
    check.should(
      'still-signed-in',
      'The person is still signed in',
      signedIn,
      'after the restart whoAmI no longer shows the person',
    );
    const asked = `the person was sent to the provider for a new login; ${describeVisit(use.visit)}`;
    check.should('no-login', 'Nobody has to sign in again', use.asked.length === 0, asked, use.asked);
    check.should('works', 'The app goes on', steps.worked(use), `after the restart: ${steps.describeUse(use)}`, use.calls);
  },
});
