import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly login: model.Visit;
  readonly signedIn: boolean;
  readonly out: model.Visit | undefined;
  /** The next click on *sign in* in the same browser. */
  readonly next: model.Visit;
  readonly asked: readonly Exchange[];
  /** The last person is signed in again. */
  readonly isBack: boolean;
}

/** Who clicks *sign in* next. */
const clicks = async (context: model.ScenarioContext): Promise<model.Visit> => {
  const { person, variant } = context;
  if (variant !== 'somebody-else') return person.signsIn();
  const { key } = await context.secondPerson();
  return person.signsIn({ account: key });
};

export default model.defineScenario<Seen>({
  id: 'logout/idp-session-survives',
  title: 'The next person at a shared computer clicks "sign in"',
  level: 'SHOULD',
  basis: [
    model.rpInitiatedLogout('2'),
    model.spec('OIDCC-3.1.2.1'),
    model.vendor('A-116'),
    model.vendor('A-114'),
    model.lab('Whoever signs out at a shared computer must not be signed in again by the click of the next person.'),
  ],
  seedQuestion: 'S3',
  provider: 'Keeps its own session unless it is told to end it, and then answers the next authorization request without a page.',
  rightClient:
    'Sends the browser to the provider to sign out there, or asks at the next sign-in with prompt=login, prompt=select_account or max_age=0, so that a page of the provider asks who it is.',
  fix: 'Redirect the browser to the end_session_endpoint after ending the local session. Where there is none, remember in the browser that it signed out, and send prompt=select_account with the next login.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI', 'signOut'],
  shows: [],
  variants: {
    'same-person': 'the same person clicks "sign in" again',
    'somebody-else': 'somebody else clicks "sign in"',
    'next-day': 'the same person, and everything issued is a day older',
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'out-local-only', variant: 'same-person', verdict: 'warn', check: 'asks-who' },
    {
      client: 'web',
      mutant: 'out-local-only',
      variant: 'somebody-else',
      verdict: 'warn',
      check: 'asks-who',
    },
    {
      client: 'web',
      mutant: 'out-provider-from-server',
      variant: 'next-day',
      verdict: 'warn',
      check: 'asks-who',
    },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled } = context;
    const login = await person.signsIn();
    const signedIn = await person.isSignedIn();
    const out = await twist(() => person.signsOut());
    if (context.leg === 'judged' && context.variant === 'next-day') await twist(() => world.clock.age('1d'));
    await settled();
    const mark = traffic.markOf(await wire.all());
    const next = (await twist(() => clicks(context))) ?? (await person.signsIn());
    await settled();
    const asked = traffic.after(await wire.authorizations(), mark);
    return { login, signedIn, out, next, asked, isBack: await person.isSignedIn() };
  },
  control({ login, signedIn }, { check }) {
    check.must('signed-in', 'The person is signed in', signedIn, traffic.describeVisit(login));
  },
  judge({ next, asked, isBack }, { check, person, persona }) {
    if (asked.length === 0) check.inconclusive(`The click on "sign in" led to no login: ${traffic.describeVisit(next)}.`);
    const canEnd = traffic.conventionsOf({ persona }).signOutPath !== undefined;
    const quietly = isBack && !steps.sawPage(next);
    const found = `one click, without any page of the provider, and ${person.name}, who had signed out, is signed in again`;
    check[canEnd ? 'should' : 'may']('asks-who', 'After a sign-out the provider asks who signs in', !quietly, found, asked);
  },
});
