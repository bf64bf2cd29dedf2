import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { after, describeVisit, markOf, type PasswordLogin, passwordLoginOf } from '../traffic/index.ts';

/** How the app of a scenario passes passwords on. Ends the leg where people sign in at the provider. */
export const passwordLoginIn = (context: Pick<ScenarioContext, 'persona' | 'check'>): PasswordLogin =>
  passwordLoginOf(context) ?? context.check.skip('People sign in at this provider, and the app sees no password.');

/**
 * A person who has an account with a password, in a browser that is signed in to nothing: at the API that the app passes passwords on
 * to, or at the app itself, where they register first.
 */
export const seePasswordAccount = async (context: ScenarioContext): Promise<Visitor> => {
  const { app, check, person } = context;
  if (passwordLoginOf(context)) return person;
  if (!app.verbs.has('register')) check.skip('The app has no verb register, so nobody has a password there.');
  const registered = await person.registers();
  if (!registered.ok) check.inconclusive(`The person could not register: ${describeVisit(registered)}.`);
  return person.inNewBrowser();
};

/** One press of the button of a sign-in form. */
export interface Entry {
  readonly visit: Visit;
  /** Requests that brought the password to the API. */
  readonly attempts: readonly Exchange[];
  /** Everything that the app sent meanwhile. */
  readonly sent: readonly Exchange[];
}

/** Signs a person in with the password, and collects what reaches the API. */
export const seeEntry = async (
  { wire, settled }: Pick<ScenarioContext, 'wire' | 'settled'>,
  enter: () => Promise<Visit>,
): Promise<Entry> => {
  const mark = markOf(await wire.all());
  const visit = await enter();
  await settled();
  return { visit, attempts: after(await wire.logins(), mark), sent: after(await wire.all(), mark) };
};
