import type { ScenarioContext } from '../model/index.ts';
import { isLogin } from '../traffic/index.ts';

/** A login of a new person. Without a page that says who is signed in, an accepted login is enough. */
export const honestLogin = async ({ person, app, wire, check }: ScenarioContext): Promise<void> => {
  const visit = await person.signsIn();
  const where = `the login ended at ${visit.url.origin}${visit.url.pathname} with status ${visit.status}${visit.problem ? ` (${visit.problem})` : ''}`;
  if (app.verbs.has('whoAmI')) {
    check.must(
      'signed-in',
      'A new person can sign in',
      await person.isSignedIn(),
      `${where}, but the app does not show ${person.name} as signed in`,
    );
    return;
  }
  const accepted = (await wire.logins()).some(isLogin);
  check.must(
    'signed-in',
    'A new person can sign in',
    visit.ok && accepted,
    `${where}; ${accepted ? 'the login was accepted' : 'no login was accepted'}`,
  );
};
