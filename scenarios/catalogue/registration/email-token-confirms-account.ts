import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface SignIn {
  readonly visit: model.Visit;
  readonly signedIn: boolean;
}

interface Seen {
  readonly registered: model.Visit;
  /** The sign-ins before the link was opened: by the registration itself, and with the password in another browser. */
  readonly early: readonly SignIn[];
  /** A visit of a link that does not work any more. */
  readonly spent: model.Visit | undefined;
  /** The visit of the link that works; undefined where no other mail could be asked for. */
  readonly clicked: model.Visit | undefined;
  readonly last: SignIn;
  readonly registrations: readonly Exchange[];
}

/** What happens to the first mail, and which mail the person confirms with then. */
const spoil = async (context: model.ScenarioContext, who: model.Visitor, mail: model.ReadMail) => {
  if (context.variant === 'used-twice') {
    const clicked = await who.opensMailLink(mail);
    return { clicked, spent: await (await who.inNewBrowser()).opensMailLink(mail) };
  }
  if (context.variant === 'expired') {
    await context.world.clock.age('25h');
    const spent = await who.opensMailLink(mail);
    return { spent, clicked: await confirmAgain(context, who) };
  }
  return context.variant === 'resent' ? { clicked: await confirmAgain(context, who) } : {};
};

/** Asks for another mail, and confirms with that. */
const confirmAgain = async ({ app, check, variant }: model.ScenarioContext, who: model.Visitor) => {
  if (!app.verbs.has('resendMail')) {
    if (variant === 'resent') check.skip('The app has no verb "resendMail": nobody can ask for another e-mail.');
    return undefined;
  }
  const asked = await who.asksForMail();
  const mail = asked.ok ? await who.readsMail() : undefined;
  return mail ? who.opensMailLink(mail) : { ...asked, ok: false, problem: asked.problem ?? 'no other e-mail arrived' };
};

const seeEarly = async (context: model.ScenarioContext, who: model.Visitor, registered: model.Visit) =>
  context.variant === 'before'
    ? [{ visit: registered, signedIn: await who.isSignedIn() }, await steps.seePasswordSignIn(who)]
    : [];

export default model.defineScenario<Seen>({
  id: 'registration/email-token-confirms-account',
  title: 'A new account is confirmed by the link in an e-mail',
  level: 'MUST',
  basis: [
    model.vendor('P-06'),
    model.vendor('P-07'),
    model.vendor('P-08'),
    model.lab(
      'A link that was used or is too old is the usual case of a second click. The account is there, and no second one is wanted.',
    ),
  ],
  seedQuestion: 'S2',
  provider:
    'Makes the user and mails a link that works once, for a day. A link that was used or has expired answers 410. An API may refuse the sign-in until the address is confirmed.',
  rightClient:
    'Sends the token of the link once, to the API alone. Nobody is signed in before the API allows it. Behind a link that does not work any more there is a way to go on: signing in, or another e-mail.',
  fix: 'Send the token of the link once, to the endpoint that confirms, and show what the answer says. For 410 offer the sign-in and another e-mail; never register again.',
  fixes: {
    'not-before':
      'Take somebody for signed in when the API answered a request with what the sign-in gave. A 403 says that the address is to be confirmed.',
    'way-out': 'Show a page with the sign-in form, and a button that sends another e-mail, where the API answers 404 or 410.',
    'one-registration': 'Send POST /users only when the person submits the registration form.',
  },
  personas: ['first-party', 'google', 'facebook', 'auth0'],
  needs: ['register', 'signInWithPassword', 'whoAmI'],
  shows: [],
  variants: {
    before: 'the person signs in before the link is opened, and the API refuses that',
    'used-twice': 'the link is opened again after it was used',
    expired: 'the link is opened after 25 hours',
    resent: 'the person asks for another e-mail',
  },
  variantPersonas: { before: ['first-party'], expired: ['first-party'] },
  variantShows: {
    before: ['first-party/validation/policy'],
    'used-twice': ['first-party/validation/single-use'],
    expired: ['first-party/validation/link-life'],
    resent: ['first-party/validation/mail'],
  },
  bites: [
    {
      client: 'rest',
      mutant: 'reg-unconfirmed-is-in',
      variant: 'before',
      verdict: 'fail',
      check: 'not-before',
      personas: ['first-party'],
    },
    {
      client: 'rest',
      mutant: 'reg-spent-link-dead-end',
      variant: 'used-twice',
      verdict: 'warn',
      check: 'way-out',
      personas: ['first-party'],
    },
    {
      client: 'rest',
      mutant: 'reg-spent-link-dead-end',
      variant: 'expired',
      verdict: 'warn',
      check: 'way-out',
      personas: ['first-party'],
    },
    {
      client: 'rest',
      mutant: 'reg-spent-link-registers-again',
      variant: 'expired',
      verdict: 'fail',
      check: 'one-registration',
      personas: ['first-party'],
    },
    {
      client: 'rest',
      mutant: 'reg-confirm-sent-twice',
      variant: 'resent',
      verdict: 'fail',
      check: 'click-works',
      personas: ['first-party'],
    },
    {
      client: 'web',
      mutant: 'reg-spent-link-crashes',
      variant: 'used-twice',
      verdict: 'warn',
      check: 'says-so',
      personas: ['google', 'auth0'],
    },
    { client: 'graph-client', mutant: 'reg-spent-link-crashes', variant: 'used-twice', verdict: 'warn', check: 'says-so' },
  ],
  async steps(context) {
    const { twist, world, wire, settled } = context;
    const newcomer = await context.unregisteredPerson();
    await twist(async () => {
      if (context.variant === 'before') await world.settings.change({ 'first-party/validation/policy': 'block' });
    });
    const registered = await newcomer.submitsRegistration();
    const mail = await steps.needMail(newcomer, registered, context);
    const early = (await twist(() => seeEarly(context, newcomer, registered))) ?? [];
    const spoilt: Partial<Seen> = (await twist(() => spoil(context, newcomer, mail))) ?? {};
    const isDone = 'clicked' in spoilt;
    const clicked = isDone ? spoilt.clicked : await newcomer.opensMailLink(mail);
    await settled();
    const last = await steps.seePasswordSignIn(newcomer);
    await settled();
    return { registered, early, spent: spoilt.spent, clicked, last, registrations: steps.registrationsIn(await wire.all()) };
  },
  control({ clicked, last }, { check }) {
    const found = `${clicked ? traffic.describeVisit(clicked) : ''}; ${traffic.describeVisit(last.visit)}`;
    check.must('confirmed', 'Who has opened the link can sign in with the password', last.signedIn, found);
  },
  judge({ early, spent, clicked, last, registrations }, context) {
    const { check } = context;
    const tooEarly = early.find(({ signedIn }) => signedIn);
    if (early.length > 0) {
      const found = `the API refuses everybody whose address is not confirmed, and the app shows the new person as signed in: ${tooEarly ? traffic.describeVisit(tooEarly.visit) : ''}`;
      check.must('not-before', 'Nobody is signed in before the link was opened', !tooEarly, found);
    }
    if (clicked) check.must('click-works', 'The link confirms the address', clicked.ok, traffic.describeVisit(clicked));
    if (spent) {
      steps.checkComesToRest(spent, context);
      check.should(
        'way-out',
        'Behind a link that does not work any more there is a way to go on',
        steps.offersWayOut(spent),
        `neither a form nor a link is there: ${traffic.describeVisit(spent)}`,
      );
    }
    const strangers = [clicked, spent].flatMap((visit) => (visit ? steps.strangersIn(visit) : []));
    check.must(
      'stays-home',
      'The link leads to the app and the API alone',
      strangers.length === 0,
      `the browser was sent to ${strangers.join(', ')}`,
    );
    if (registrations.length > 0)
      check.must(
        'one-registration',
        'The account is made once',
        registrations.length === 1,
        `${traffic.count(registrations.length, 'POST /users request')} for one registration`,
        registrations,
      );
    const isConfirmed = clicked?.ok === true || context.variant === 'used-twice';
    if (isConfirmed)
      check.must('confirmed', 'The account is usable afterwards', last.signedIn, traffic.describeVisit(last.visit));
  },
});
