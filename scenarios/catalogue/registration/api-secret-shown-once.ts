import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** What is told of a key that is created: the key itself, or what signs. */
const SECRETS = ['secret', 'key'] as const;

interface Seen {
  readonly signIn: model.Visit;
  readonly first: steps.Use;
  /** The use after the restart, and the next one. */
  readonly uses: readonly [steps.Use, steps.Use];
  /** After the person signed in again, if the app did not work. */
  readonly again: steps.Use | undefined;
  readonly wire: readonly Exchange[];
  /** Where the wire log stood at the restart. */
  readonly mark: number;
}

const toldIn = (exchanges: readonly Exchange[]): readonly string[] =>
  steps.keyCreationsIn(exchanges).flatMap((each) => SECRETS.flatMap((name) => traffic.memberOf(each, name) ?? []));

/** A refusal that says what to do is a way to go on: the person signs in, and the app makes a new key. */
const asksForKey = ({ visit }: steps.Use): boolean => visit.status === 401 || visit.status === 403;

export default model.defineScenario<Seen>({
  id: 'registration/api-secret-shown-once',
  title: 'The secret of a key is told once',
  level: 'MUST',
  basis: [
    model.vendor('P-31', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'),
    model.lab('Who does not store the secret when it is told has a key that signs nothing: later replies mask it.'),
  ],
  seedQuestion: 'S4',
  provider: 'Tells the secret of a new key in the reply that creates it. GET /keys shows a mask in its place.',
  rightClient:
    'Stores the secret before it does anything else, where it outlives the process, and signs with it after a restart. Without it the client asks for a new key.',
  fix: 'Store id and secret together when the key is created, in a file for its owner only, a keychain or a database. A masked value from GET /keys is no secret: if yours is lost, delete the key and create another.',
  fixes: {
    'secret-stays': 'Sign with the secret, and send the key id and the signature.',
    'no-spare-keys': 'Create a key when the person signs in, and none at each start of the program.',
  },
  personas: ['first-party'],
  needs: ['signIn', 'useResource', 'restart'],
  shows: [],
  limitSeconds: 45,
  bites: [
    { client: 'hmac', mutant: 'reg-hmac-secret-not-kept', verdict: 'fail', check: 'goes-on' },
    { client: 'hmac', mutant: 'reg-hmac-secret-sent-along', verdict: 'fail', check: 'secret-stays' },
    { client: 'api-key', mutant: 'reg-api-key-not-kept', verdict: 'fail', check: 'goes-on' },
  ],
  async steps(context) {
    const { person, wire, app, twist, settled, check } = context;
    const signIn = await person.signsIn();
    await settled();
    const first = await steps.seeUse(context);
    if (signIn.ok && toldIn(await wire.all()).length === 0) check.skip('The app created no key.');
    const mark = traffic.markOf(await wire.all());
    await twist(() => app.restart());
    const uses = [await steps.seeUse(context), await steps.seeUse(context)] as const;
    const isBroken = !steps.worked(uses[1]);
    const again = isBroken ? await twist(async () => (await person.signsIn()) && steps.seeUse(context)) : undefined;
    return { signIn, first, uses, again, wire: await wire.all(), mark };
  },
  control({ signIn, first, uses }, { check }) {
    const bad = [first, ...uses].find((use) => !steps.worked(use));
    check.must('works', 'Without a restart the app works', signIn.ok && !bad, traffic.describeVisit(bad?.visit ?? signIn));
  },
  judge({ uses, again, wire, mark }, { check }) {
    const [use, next] = uses;
    const refused = traffic.after(wire, mark).filter(({ response }) => response?.status === 401);
    const asks = asksForKey(next) && again !== undefined && steps.worked(again);
    const found = `after the restart the app neither works nor asks for a new key: ${traffic.describeVisit(next.visit)}`;
    const isGood = steps.worked(use) || (asks && refused.length === 0);
    const masked = refused.length > 0 ? `; it sent ${traffic.count(refused.length, 'request')} that the API refused` : '';
    check.must('goes-on', 'After a restart the app goes on with its key, or asks for a new one', isGood, found + masked, refused);
    const sent = traffic.sendingAny(wire, steps.signingSecretsIn(wire));
    const where = `the secret was sent with ${traffic.describeExchanges(sent)}`;
    check.must('secret-stays', 'A secret that signs is in no request', sent.length === 0, where, sent);
    const created = steps.keyCreationsIn(traffic.after(wire, mark));
    const many = `${traffic.count(created.length, 'key')} created after the restart`;
    const times = again ? 1 : 0;
    check.should('no-spare-keys', 'No more keys are created than are needed', created.length <= times, many, created);
  },
});
