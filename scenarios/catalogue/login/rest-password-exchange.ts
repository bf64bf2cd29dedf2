import type { Exchange } from '../../../provider/model/index.ts';
import { isApi } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Beside letters and digits, which every person's password has. */
const PASSWORDS: Readonly<Record<string, { readonly says: string; readonly text: string }>> = {
  plain: { says: 'the password has letters and dashes', text: 'plain-letters-and-dashes' },
  colon: { says: 'the password has colons, which HTTP Basic puts between user name and password', text: 'before:after:end' },
  reserved: { says: 'the password has + % & = and a space, which mean something in forms', text: 'one+two%20three & four=five' },
  'non-ascii': { says: 'the password has letters beyond ASCII', text: 'grün-ключ-鍵-€' },
};

interface Seen {
  readonly password: string;
  readonly entry: steps.Entry;
  readonly isIn: boolean;
  readonly uses: readonly model.Visit[];
  readonly wire: readonly Exchange[];
}

/** The person changed the password before, and enters the new one. */
const changePassword = async ({ world, person }: model.ScenarioContext, password: string): Promise<void> => {
  await world.people.changePassword(person.key, password);
  person.enters(password);
};

/** Each request proves itself by the password: that is the scheme, and judged elsewhere. */
const isByPassword = ({ entry }: Seen): boolean =>
  entry.attempts.length > 0 && entry.attempts.every(({ endpoint }) => isApi(endpoint));

const later = ({ entry, wire }: Seen): readonly Exchange[] =>
  traffic.after(wire, traffic.markOf(entry.attempts.filter(traffic.isLogin)));

export default model.defineScenario<Seen>({
  id: 'login/rest-password-exchange',
  title: 'The password is exchanged for a session or a token, once',
  level: 'MUST',
  basis: [
    model.spec('RFC7617-2'),
    model.spec('RFC7617-2.1'),
    model.spec('RFC6749-4.3'),
    model.spec('RFC9110-17.9'),
    model.vendor('P-14'),
    model.lab('What is sent with each request is in each log: a password is sent once.'),
  ],
  seedQuestion: 'S4',
  provider:
    'Takes the password in the body of POST /login, or as HTTP Basic at POST /tokens, and gives a session or a token for it.',
  rightClient:
    'Sends the password as the person typed it, in UTF-8, by POST and never in an address. From then on it sends what it got, and the password no more.',
  fix: 'Send the password once, and keep what the API gives for it. In HTTP Basic encode `email:password` as UTF-8, then Base64; nothing else is encoded, and a colon may be in the password.',
  fixes: {
    'not-in-address': 'Send the password in a header or the body. Addresses are kept in logs and histories.',
    'sent-once': 'Drop the password after the login, and send the session or token that it brought.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: Object.fromEntries(Object.entries(PASSWORDS).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'rest-tokens', mutant: 'login-password-latin-1', variant: 'non-ascii', verdict: 'fail', check: 'as-typed' },
    { client: 'rest-tokens', mutant: 'login-password-split-at-colon', variant: 'colon', verdict: 'fail', check: 'as-typed' },
    { client: 'rest-tokens', mutant: 'login-password-form-encoded', variant: 'reserved', verdict: 'fail', check: 'as-typed' },
    { client: 'rest-tokens', mutant: 'login-password-in-address', variant: 'plain', verdict: 'fail', check: 'not-in-address' },
    { client: 'rest-tokens', mutant: 'login-password-with-each-call', verdict: 'fail', check: 'sent-once' },
    { client: 'rest', mutant: 'login-password-with-each-call', variant: 'colon', verdict: 'fail', check: 'sent-once' },
  ],
  async steps(context) {
    const { person, twist, variant = '', wire, settled } = context;
    steps.passwordLoginIn(context);
    const password = (await twist(() => PASSWORDS[variant]?.text)) ?? person.password;
    await twist(() => changePassword(context, password));
    const entry = await steps.seeEntry(context, () => person.signsIn());
    const isIn = await steps.isSignedIn(person, context, [entry.visit]);
    const uses = [await person.usesResource(), await person.usesResource()];
    await settled();
    return { password, entry, isIn, uses, wire: await wire.all() };
  },
  control({ entry, isIn, uses }, { check }) {
    const bad = [entry.visit, ...uses].find(({ ok }) => !ok);
    check.must(
      'works',
      'The person signs in and uses the app',
      isIn && !bad,
      traffic.describeVisit(bad ?? entry.visit),
      entry.sent,
    );
  },
  judge(seen, { check, person }) {
    const { password, entry, isIn, wire } = seen;
    const { attempts, visit } = entry;
    if (attempts.length === 0) check.inconclusive(`No login reached the API; ${traffic.describeVisit(visit)}.`);
    const open = wire.filter((each) => traffic.hasInAddress(each, password));
    const at = open.map(traffic.describeExchange).join('; ');
    check.must(
      'not-in-address',
      'The password is in no address',
      open.length === 0,
      `the password is in the address of ${at}`,
      open,
    );
    const wrong = attempts.filter((each) => (traffic.passwordIn(each) ?? password) !== password);
    const received = `the API received another password than the person typed: ${wrong.map(traffic.describeExchange).join('; ')}`;
    check.must('as-typed', 'The API receives the password as the person typed it', wrong.length === 0, received, wrong);
    check.must('signs-in', `${person.name} is signed in`, isIn, traffic.describeVisit(visit), attempts);
    const again = later(seen).filter((each) => traffic.brings(each, password));
    const times = `the password was sent again after the login: ${again.slice(0, 3).map(traffic.describeExchange).join('; ')}`;
    if (!isByPassword(seen))
      check.must('sent-once', 'After the login the password is not sent again', again.length === 0, times, again);
    const byGrant = attempts.filter((each) => traffic.grantTypeOf(each) === 'password');
    const dropped =
      'the grant type "password" is used, which OAuth 2.1 drops: it teaches people to enter their password anywhere';
    if (byGrant.length > 0) check.info('password-grant', 'The grant that the client uses', dropped, byGrant);
  },
});
