import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly login: model.Visit;
  readonly signedIn: boolean;
  /** The address of the sign-out, loaded, and whether the person is signed in afterwards; then the same of the login. */
  readonly out: { readonly visit: model.Visit; readonly isIn: boolean } | undefined;
  readonly into: { readonly visit: model.Visit; readonly isIn: boolean } | undefined;
  readonly left: { readonly visit: model.Visit; readonly isOut: boolean };
}

const ELSEWHERE = new URL('http://attacker.example/page');

const WAYS: Readonly<Record<string, { readonly says: string; readonly options: model.VisitOptions }>> = {
  prefetch: { says: 'the browser fetches the links of a page of the app ahead', options: { loads: 'ahead' } },
  image: { says: 'an image on a page of another site has the address', options: { loads: 'image', from: ELSEWHERE } },
  'link-elsewhere': { says: 'the person follows a link on a page of another site', options: { loads: 'link', from: ELSEWHERE } },
};

const load = async (context: model.ScenarioContext, verb: 'signsOut' | 'signsIn') => {
  const { person, variant = '' } = context;
  const visit = await person[verb]({ ...WAYS[variant]?.options, stopBefore: steps.leaves(context) });
  return { visit, isIn: await person.isSignedIn() };
};

export default model.defineScenario<Seen>({
  id: 'logout/not-triggered-by-prefetch',
  title: 'The address of the sign-out is loaded, and nobody pressed the button',
  level: 'SHOULD',
  basis: [
    model.spec('RFC9110-9.2.1'),
    model.asvs('3.5.3'),
    model.lab('Browsers and frameworks fetch links ahead, and any page can hold an image: neither may sign somebody out.'),
  ],
  provider:
    'Behaves correctly. The address of the sign-out is requested with GET: fetched ahead, as an image, or by a link of another site.',
  rightClient: 'Signs out on a POST of its own page only. A GET shows a button, or nothing; the person stays signed in.',
  fix: 'Make the sign-out a form with method POST, and check that it comes from your own page. Let a GET of the same address change nothing.',
  fixes: {
    'stays-signed-in-at-login': 'Start a login without ending the session: end it when the next person has signed in.',
  },
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'whoAmI', 'signOut'],
  kinds: ['web'],
  shows: [],
  variants: Object.fromEntries(Object.entries(WAYS).map(([name, { says }]) => [name, says])),
  bites: [
    { client: 'web', mutant: 'out-get-logout-prefetched', variant: 'prefetch', verdict: 'warn', check: 'stays-signed-in' },
    { client: 'web', mutant: 'out-get-logout-prefetched', variant: 'link-elsewhere', verdict: 'warn', check: 'stays-signed-in' },
    { client: 'web', mutant: 'out-get-logout-by-image', variant: 'image', verdict: 'warn', check: 'stays-signed-in' },
    { client: 'web', mutant: 'out-at-login-link', variant: 'prefetch', verdict: 'warn', check: 'stays-signed-in-at-login' },
    { client: 'rest', mutant: 'out-get-logout-prefetched', variant: 'prefetch', verdict: 'warn', check: 'stays-signed-in' },
    {
      client: 'graph-client',
      mutant: 'out-get-logout-prefetched',
      variant: 'prefetch',
      verdict: 'warn',
      check: 'stays-signed-in',
    },
  ],
  async steps(context) {
    const { app, check, person, twist, settled } = context;
    if (app.verbsInPage.has('signOut'))
      check.skip('The sign-out is a button of a page that works by scripts, and has no address.');
    const login = await person.signsIn();
    const signedIn = await person.isSignedIn();
    const out = await twist(() => load(context, 'signsOut'));
    if (out && !out.isIn) await person.signsIn();
    const into = await twist(() => load(context, 'signsIn'));
    await settled();
    const visit = await person.signsOut();
    return { login, signedIn, out, into, left: { visit, isOut: !(await person.isSignedIn()) } };
  },
  control({ login, signedIn, left }, { check }) {
    check.must('signed-in', 'The person is signed in', signedIn, traffic.describeVisit(login));
    check.must('signs-out', 'With the button the person is signed out', left.isOut, traffic.describeVisit(left.visit));
  },
  judge({ out, into }, { check, variant = '' }) {
    if (!out || !into) return;
    const told = ({ visit }: { readonly visit: model.Visit }) =>
      `${WAYS[variant]?.says}, and the person is no longer signed in; ${traffic.describeVisit(visit)}`;
    check.should('stays-signed-in', 'A GET of the sign-out signs nobody out', out.isIn, told(out));
    check.should('stays-signed-in-at-login', 'A GET of the login signs nobody out', into.isIn, told(into));
    const crashed = [out, into].find(({ visit }) => visit.status === 500);
    check.should('no-crash', 'The answer is no crash', !crashed, crashed ? traffic.describeVisit(crashed.visit) : '');
  },
});
