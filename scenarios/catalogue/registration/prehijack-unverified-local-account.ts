import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** How the owner of the address got in. */
  readonly owner: model.Visit;
  /** What the owner stored, and sees. */
  readonly kept: steps.Keeping | undefined;
  readonly shown: model.Visit;
  /** What the attacker stored under the address before; undefined where the app let nobody in. */
  readonly planted: steps.Keeping | undefined;
  /** What the attacker sees afterwards: in the first session, and after signing in with the first password. */
  readonly attacker: readonly model.Visit[];
}

const ATTACKERS = 'The attacker’s phrase 9';

/** Makes an account with the address of somebody else, and does not open the mail. */
const prehijack = async (context: model.ScenarioContext, owner: model.Visitor) => {
  const attacker = await owner.inNewBrowser();
  attacker.enters(ATTACKERS);
  const made = await attacker.submitsRegistration();
  if (!(await attacker.isSignedIn())) await attacker.signsInWithPassword();
  const planted = (await attacker.isSignedIn()) ? await steps.seeStore(attacker, context) : undefined;
  return { attacker, made, planted };
};

/** The owner signs in through the provider; or, where accounts are at the API, opens the link of the mail that arrived. */
const enter = async (
  context: model.ScenarioContext,
  owner: model.Visitor,
  made: model.Visit | undefined,
): Promise<model.Visit> => {
  if (!steps.hasAccountsAtPersona(context)) return owner.signsIn();
  return made ? owner.opensMailLink(await steps.needMail(owner, made, context)) : owner.registers();
};

const peek = async (context: model.ScenarioContext, attacker: model.Visitor): Promise<readonly model.Visit[]> => {
  const again = await attacker.inNewBrowser();
  again.enters(ATTACKERS);
  const first = await steps.seeRecall(attacker, context);
  await again.signsInWithPassword();
  return [first, await steps.seeRecall(again, context)];
};

export default model.defineScenario<Seen>({
  id: 'registration/prehijack-unverified-local-account',
  title: 'Somebody registers with the address of another person, who comes later',
  level: 'MUST',
  basis: [
    model.vendor('P-06'),
    model.spec('OIDCC-5.7'),
    model.lab(
      'Account pre-hijacking: an account that was made with an address that nobody confirmed waits for its owner, with the password of the attacker.',
    ),
  ],
  seedQuestion: 'S4',
  provider:
    'Takes a registration of an attacker, and mails the link to the owner of the address. The owner then signs in through the provider with a verified address, or opens the link.',
  rightClient:
    'Never puts the owner into the account of the attacker: what the owner stores is not shown to the attacker, whose password and session lead nowhere near it, and nothing of the attacker is shown to the owner.',
  fix: 'Do not link a login to an account whose address was never confirmed: drop that account, its password and its sessions, or keep it apart. The link of a mail confirms an address and signs nobody in.',
  personas: ['first-party', 'google', 'auth0'],
  needs: ['register', 'signInWithPassword', 'whoAmI', 'store', 'recall'],
  shows: [],
  bites: [
    {
      client: 'web',
      mutant: 'reg-prehijacked-account-linked',
      verdict: 'fail',
      check: 'password-useless',
      personas: ['google', 'auth0'],
    },
    {
      client: 'web',
      mutant: 'reg-prehijacked-account-linked',
      verdict: 'fail',
      check: 'nothing-planted',
      personas: ['google', 'auth0'],
    },
    {
      client: 'web',
      mutant: 'reg-prehijacker-keeps-session',
      verdict: 'fail',
      check: 'session-useless',
      personas: ['google', 'auth0'],
    },
    { client: 'rest', mutant: 'reg-look-signs-in', verdict: 'fail', check: 'nothing-planted', personas: ['first-party'] },
  ],
  async steps(context) {
    const { twist, person } = context;
    const owner = steps.hasAccountsAtPersona(context) ? await context.unregisteredPerson() : person;
    const attack = await twist(() => prehijack(context, owner));
    const entered = await enter(context, owner, attack?.made);
    const isIn = await owner.isSignedIn();
    const kept = isIn ? await steps.seeStore(owner, context) : undefined;
    const shown = await steps.seeRecall(owner, context);
    const attacker = attack ? await peek(context, attack.attacker) : [];
    return { owner: entered, kept, shown, planted: attack?.planted, attacker };
  },
  control({ owner, kept, shown }, context) {
    context.check.must('enters', 'Without an attacker the person gets an account', owner.ok, traffic.describeVisit(owner));
    if (kept) steps.checkKeeps(shown, kept, context);
  },
  judge({ owner, kept, shown, planted, attacker }, context) {
    const { check, person } = context;
    const [session, password] = attacker;
    const isRead = (visit: model.Visit | undefined) => visit !== undefined && kept !== undefined && steps.isKeptIn(visit, kept);
    const sightOf = (visit: model.Visit | undefined) => (visit ? traffic.describeVisit(visit) : '');
    check.must(
      'session-useless',
      'The session of the attacker does not show what the owner stores',
      !isRead(session),
      sightOf(session),
    );
    check.must(
      'password-useless',
      'The password of the attacker does not lead to what the owner stores',
      !isRead(password),
      sightOf(password),
    );
    const isPlanted = planted !== undefined && steps.isKeptIn(shown, planted);
    check.must('nothing-planted', 'The owner sees nothing that the attacker stored', !isPlanted, sightOf(shown));
    steps.checkComesToRest(owner, context);
    if (kept)
      check.must(
        'kept',
        'What the owner stores is kept',
        steps.isKeptIn(shown, kept),
        `${person.name} stored a text: ${sightOf(shown)}`,
      );
  },
});
