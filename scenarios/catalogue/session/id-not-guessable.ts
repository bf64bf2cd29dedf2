import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  readonly names: readonly string[] | undefined;
  readonly people: readonly model.Visitor[];
  /** What the session cookies say after each login: two of the first person, then one of another one. */
  readonly ids: readonly (readonly string[])[];
  readonly wire: readonly Exchange[];
}

/** Signs a person in, and returns what the cookies say then. */
const login = async (who: model.Visitor, names: readonly string[]): Promise<readonly string[]> => {
  await who.signsIn();
  return steps.cookieTextsOf(who, names);
};

/** So much of an id is quoted: whoever reads a report must not be signed in by it. */
const QUOTED = 12;

const quoted = (ids: readonly (readonly string[])[]): string =>
  ids.map((texts) => texts.map((text) => `"${text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text}"`).join(' ')).join(', ');

export default model.defineScenario<Seen>({
  id: 'session/id-not-guessable',
  title: 'The session cookies of several logins say nothing that somebody could make',
  level: 'MUST',
  basis: [
    model.asvs('7.2.3'),
    model.asvs('7.2.4'),
    model.lab('Whoever can write down the cookie of a person is signed in as that person, without any login.'),
  ],
  provider: 'Behaves correctly. One person signs in in two browsers, and another person in a third one.',
  rightClient:
    'Makes the session id of 16 random bytes or more, new at each login. Or it seals or signs what the cookie says with a key that nobody has.',
  fix: 'Make the session id with a cryptographic random generator (16 bytes or more), new at each login. Do not derive it from the person, the time or a counter: hashes of these can be computed by anybody.',
  fixes: {
    'new-at-each-login': 'Make a new session id whenever somebody signs in, so that an old one can end.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI'],
  // A program on a device is one person's own.
  kinds: ['web', 'spa', 'api'],
  shows: [],
  bites: [
    { client: 'web', mutant: 'sess-id-counter', verdict: 'fail', check: 'not-guessable' },
    { client: 'web', mutant: 'sess-id-time', verdict: 'fail', check: 'not-guessable' },
    { client: 'web', mutant: 'sess-id-hash-of-time', verdict: 'fail', check: 'not-guessable' },
    { client: 'web', mutant: 'sess-id-of-address', verdict: 'fail', check: 'not-guessable' },
    { client: 'web', mutant: 'sess-id-hash-of-person', verdict: 'fail', check: 'not-guessable' },
    { client: 'web', mutant: 'sess-id-short', verdict: 'fail', check: 'not-guessable' },
    { client: 'web', mutant: 'sess-id-of-the-person', verdict: 'warn', check: 'new-at-each-login' },
    { client: 'graph-client', mutant: 'sess-id-of-address', verdict: 'fail', check: 'not-guessable' },
    { client: 'graph-client', mutant: 'sess-id-counter', verdict: 'fail', check: 'not-guessable' },
    { client: 'rest', mutant: 'sess-id-time', verdict: 'fail', check: 'not-guessable' },
    { client: 'rest', mutant: 'sess-id-hash-of-person', verdict: 'fail', check: 'not-guessable' },
    { client: 'two-providers', mutant: 'sess-id-counter', verdict: 'fail', check: 'not-guessable' },
  ],
  async steps(context) {
    const { person, settled, twist, wire } = context;
    const visit = await person.signsIn();
    const signedIn = await person.isSignedIn();
    const names = signedIn ? await steps.sessionCookiesOf(person) : undefined;
    const other = await context.secondPerson();
    const ids = [await steps.cookieTextsOf(person, names ?? [])];
    await twist(async () => {
      if (!names) return;
      ids.push(await login(await person.inNewBrowser(), names));
      ids.push(await login(other, names));
    });
    await settled();
    return { visit, signedIn, names, ids, people: [person, other], wire: await wire.all() };
  },
  control({ visit, signedIn }, { check }) {
    check.must('signs-in', 'The person signs in', signedIn, traffic.describeVisit(visit));
  },
  judge({ names, ids, people, wire }, { check, person }) {
    if (!names) {
      check.skip(
        'No cookie shows who is signed in: a browser that has all cookies of the app, and nothing else, is signed in to nothing.',
      );
      return;
    }
    const bits = steps.secretBitsOf(ids, { people, exchanges: wire });
    const cookies = names.join(' and ');
    const found = `without what anybody could know or compute (the person, the time, a counter, hashes of them) about ${bits} bits are left in ${cookies}: ${quoted(ids)}; at least ${traffic.LEAST_BITS} were expected`;
    check.must('not-guessable', 'Nobody can make the session cookie of somebody else', bits >= traffic.LEAST_BITS, found);
    const [first = [], second = []] = ids;
    const isSame = first.join(' ') === second.join(' ');
    const title = 'Each login gives a session id of its own';
    const same = `two logins of ${person.name} in two browsers gave the same ${cookies}`;
    if (isSame && steps.isStatement(first)) check.info('new-at-each-login', title, `${same}; it is a statement with its proof`);
    else check.should('new-at-each-login', title, !isSame, same);
  },
});
