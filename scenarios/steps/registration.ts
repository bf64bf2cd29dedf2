import { type EndpointName, type Exchange, type Person, SCANNER_AGENT } from '../../provider/model/index.ts';
import type { ReadMail, ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { describeVisit, headerOf, passwordLoginOf } from '../traffic/index.ts';

/** True where the accounts of an app are those of the persona: the app passes passwords on. Otherwise the app has accounts of its own. */
export const hasAccountsAtPersona = (context: Pick<ScenarioContext, 'persona'>): boolean =>
  passwordLoginOf(context) !== undefined;

/** Endpoints that give out a session or token. */
export const CREDENTIAL_ENDPOINTS: readonly EndpointName[] = ['tokens.create', 'login.session', 'token', 'rolling.start'];

/** Requests that make a user at an API. */
export const registrationsIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ endpoint }) => endpoint === 'users.create');

/** The users at the API with the address of a person, however it is spelled. */
export const usersOf = async (
  { email }: Pick<Visitor, 'email'>,
  { world }: Pick<ScenarioContext, 'world'>,
): Promise<readonly Person[]> =>
  (await world.people.list()).filter((person) => person.email.toLowerCase() === email.toLowerCase());

/** The user of a person at the API. */
export const userOf = async (who: Visitor, context: Pick<ScenarioContext, 'world'>): Promise<Person | undefined> =>
  (await usersOf(who, context))[0];

/** The mail that confirms a registration. Ends the leg where none arrives. */
export const needMail = async (who: Visitor, registered: Visit, { check }: Pick<ScenarioContext, 'check'>): Promise<ReadMail> => {
  if (!registered.ok) check.inconclusive(`The registration failed: ${describeVisit(registered)}`);
  const mail = await who.readsMail();
  return mail ?? check.skip('No e-mail that confirms the registration arrived: `readMail` of the config says where it is found.');
};

/** Signs in with the password in another browser. */
export const seePasswordSignIn = async (who: Visitor): Promise<{ readonly visit: Visit; readonly signedIn: boolean }> => {
  const browser = await who.inNewBrowser();
  const visit = await browser.signsInWithPassword();
  return { visit, signedIn: await browser.isSignedIn() };
};

/** Opens an address as a program does that looks at links: without cookies, with each method in turn. It does not care for the answer. */
export const scan = async (link: URL, methods: readonly string[]): Promise<void> => {
  for (const method of methods)
    await fetch(link, { method, redirect: 'manual', headers: { 'user-agent': SCANNER_AGENT } })
      .then((answer) => answer.body?.cancel())
      .catch(() => undefined);
};

/** Opens the links of a mail as a mail scanner does. A mail in the mailbox of the world was scanned there already. */
export const scanMail = async ({ from, links }: ReadMail, methods: readonly string[]): Promise<void> => {
  if (from === 'mailbox') return;
  for (const link of links) await scan(link, methods);
};

/** True for a request of the mail scanner. */
export const isByScanner = ({ request }: Exchange): boolean => headerOf(request, 'user-agent') === SCANNER_AGENT;

/** Something on a page to go on with: a form, or a link. */
export const offersWayOut = ({ end, body }: Visit): boolean =>
  end === 'done' && /<form\b|<a\b[^>]*\bhref\s*=|<button\b/i.test(body);

/** Where a visit led besides the app and the persona. */
export const strangersIn = ({ hops }: Visit): readonly string[] =>
  hops.filter(({ to }) => to === 'elsewhere').map(({ url }) => url.host);

/** True for a page that says that an address has an account already. */
export const saysTaken = ({ body }: Visit): boolean =>
  /\b(?:already|exists|taken|in use|has an account|is an account)\b/i.test(body.replaceAll(/<[^>]*>/g, ' '));
