import { MAIL_SCANNER, type MailScan } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  /** What a look at the page did, before the person came. */
  readonly look: { readonly visit?: model.Visit; readonly signedIn: boolean; readonly isConfirmed: boolean } | undefined;
  readonly clicked: model.Visit;
  readonly last: { readonly visit: model.Visit; readonly signedIn: boolean };
}

/** The methods of each scanner; none where a browser opens the page and nobody presses anything. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  head: ['HEAD'],
  get: ['GET'],
  'head-and-get': ['HEAD', 'GET'],
  browser: [],
};

const isScan = (variant: string): variant is MailScan => (METHODS[variant]?.length ?? 0) > 0;

/** Opens the link before the person does. */
const lookAt = async (context: model.ScenarioContext, who: model.Visitor, mail: model.ReadMail): Promise<Seen['look']> => {
  const { variant = '' } = context;
  await steps.scanMail(mail, METHODS[variant] ?? []);
  const browser = isScan(variant) ? undefined : await who.inNewBrowser();
  const visit = await browser?.opensMailLink(mail, { presses: false });
  const signedIn = (await browser?.isSignedIn()) ?? false;
  const isConfirmed = steps.hasAccountsAtPersona(context) && (await steps.userOf(who, context))?.emailVerified === true;
  return { ...(visit && { visit }), signedIn, isConfirmed };
};

export default model.defineScenario<Seen>({
  id: 'registration/email-link-prefetch-safe',
  title: 'A mail scanner opens the link before the person does',
  level: 'SHOULD',
  basis: [
    model.spec('RFC9110-9.2.1'),
    model.vendor('P-07'),
    model.lab('Mail systems of companies open every link of a mail, with HEAD, GET or a browser, before it is delivered.'),
  ],
  seedQuestion: 'S2',
  provider:
    'Mails a link that works once. A program opens it with HEAD, GET, or in a browser, and presses nothing. Then the person opens it.',
  rightClient: 'Changes nothing when the page is opened. The button on it, which sends a POST, confirms the address.',
  fix: 'Let the link lead to a page with a button, and confirm the address only when the button sends a POST. HEAD and GET must be safe.',
  personas: ['first-party', 'google', 'facebook', 'auth0'],
  needs: ['register', 'signInWithPassword', 'whoAmI'],
  shows: [],
  variants: {
    head: 'a program asks with HEAD',
    get: 'a program opens the link with GET',
    'head-and-get': 'a program asks with HEAD, then opens it with GET',
    browser: 'a browser opens the link, runs its scripts, and presses nothing',
  },
  bites: [
    {
      client: 'rest',
      mutant: 'reg-scanner-get-spends-token',
      variant: 'get',
      verdict: 'warn',
      check: 'not-spent',
      personas: ['first-party'],
    },
    {
      client: 'rest',
      mutant: 'reg-scanner-get-spends-token',
      variant: 'browser',
      verdict: 'warn',
      check: 'not-confirmed',
      personas: ['first-party'],
    },
    {
      client: 'rest',
      mutant: 'reg-look-signs-in',
      variant: 'browser',
      verdict: 'warn',
      check: 'no-session',
      personas: ['first-party'],
    },
    {
      client: 'web',
      mutant: 'reg-scanner-get-spends-token',
      variant: 'get',
      verdict: 'warn',
      check: 'not-spent',
      personas: ['google', 'auth0'],
    },
    {
      client: 'web',
      mutant: 'reg-scanner-get-spends-token',
      variant: 'browser',
      verdict: 'warn',
      check: 'no-session',
      personas: ['google', 'auth0'],
    },
    { client: 'graph-client', mutant: 'reg-scanner-get-spends-token', variant: 'get', verdict: 'warn', check: 'not-spent' },
    { client: 'graph-client', mutant: 'reg-scanner-get-spends-token', variant: 'browser', verdict: 'warn', check: 'no-session' },
  ],
  async steps(context) {
    const { twist, world, settled } = context;
    const newcomer = await context.unregisteredPerson();
    if (steps.hasAccountsAtPersona(context))
      await world.settings.change({ 'first-party/validation/needs-post': 'post-validates' });
    await twist(async () => {
      const { variant = '' } = context;
      if (isScan(variant)) await world.settings.change({ [MAIL_SCANNER]: variant });
    });
    const registered = await newcomer.submitsRegistration();
    const mail = await steps.needMail(newcomer, registered, context);
    const look = await twist(() => lookAt(context, newcomer, mail));
    const clicked = await newcomer.opensMailLink(mail);
    await settled();
    return { look, clicked, last: await steps.seePasswordSignIn(newcomer) };
  },
  control({ clicked, last }, { check }) {
    const found = `${traffic.describeVisit(clicked)}; ${traffic.describeVisit(last.visit)}`;
    check.must('confirmed', 'Who has opened the link can sign in with the password', last.signedIn, found);
  },
  async judge({ look, clicked, last }, { check, wire, variant = '' }) {
    const scans = (await wire.all()).filter(steps.isByScanner);
    const how = isScan(variant) ? `a program had opened it with ${METHODS[variant]?.join(' and ')}` : 'a browser had opened it';
    check.should(
      'not-spent',
      'The link still works when the person opens it',
      clicked.ok,
      `${how}, and then the link did not work: ${traffic.describeVisit(clicked)}`,
      scans,
    );
    check.should(
      'not-confirmed',
      'The address is not confirmed by a look at the page',
      look?.isConfirmed !== true,
      `${how}, and the address was confirmed before the person came`,
      scans,
    );
    if (look?.visit)
      check.should(
        'no-session',
        'A look at the page signs nobody in',
        !look.signedIn,
        `the browser that opened the page is signed in: ${traffic.describeVisit(look.visit)}`,
      );
    check.should('confirmed', 'The person ends with an account that works', last.signedIn, traffic.describeVisit(last.visit));
  },
});
