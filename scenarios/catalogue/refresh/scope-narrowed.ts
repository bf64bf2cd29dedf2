import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

/** Identity scopes, which allow no API. */
const IDENTITY = new Set([
  'openid',
  'email',
  'profile',
  'offline_access',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]);

interface Seen {
  readonly start: steps.Start;
  readonly narrowed: steps.Use;
  readonly signedIn: boolean;
  /** The last use: without action, or after the person signed in manually. */
  readonly last: steps.Use;
}

const isForbidden = ({ response }: { readonly response?: { readonly status: number } | undefined }) => response?.status === 403;

/** The remaining scopes; ends the leg if none or all would remain. */
const remainingScopes = async ({ wire, check }: Pick<model.ScenarioContext, 'wire' | 'check'>): Promise<string> => {
  const asked = (await wire.authorizations()).map((each) => traffic.paramsOf(each).get('scope')?.split(' ') ?? []);
  const scopes = [...new Set(asked.flat())];
  const left = scopes.filter((scope) => IDENTITY.has(scope));
  if (left.length === 0) check.skip('The client requests only API scopes, so none would remain.');
  if (left.length === scopes.length) check.skip('The client requests no API scope, so none can be removed.');
  return left.join(' ');
};

export default model.defineScenario<Seen>({
  id: 'refresh/scope-narrowed',
  title: 'A refresh returns fewer scopes than the login',
  level: 'SHOULD',
  basis: [
    model.spec('RFC6749-3.3'),
    model.spec('RFC6749-5.1'),
    model.spec('RFC6749-6'),
    model.spec('RFC6750-3.1'),
    model.lab('Another refresh does not help: only the person can grant the permission again.'),
  ],
  provider: 'Answers the refresh with an access token that has only identity scopes. Its API calls get 403.',
  rightClient:
    'Detects it from the scope of the response or from the 403, does not refresh again, and requests the permission, or says that it is missing.',
  fix: 'Compare the scope of each token response with what a feature needs. Treat 403 as a missing permission: no refresh, no retry. Offer a new authorization request with that scope.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: { said: 'the response lists the remaining scopes', unsaid: 'the response has no scope' },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-lost-scope-refreshed', verdict: 'warn', check: 'no-refresh' },
    { client: 'web', mutant: 'ref-lost-scope-is-outage', verdict: 'warn', check: 'no-outage' },
    { client: 'web', mutant: 'ref-lost-scope-retried', variant: 'unsaid', verdict: 'warn', check: 'not-repeated' },
  ],
  async steps(context) {
    const { app, person, world, twist } = context;
    const start = await steps.seeStart(context);
    steps.needRefreshToken(start, context);
    const scope = await remainingScopes(context);
    const on = { on: 'token', where: { grantType: 'refresh_token' } } as const;
    await twist(() => traffic.outliveAccessTokens(context));
    await twist(() => world.faults.inject({ ...on, do: { setForm: { scope } } }));
    const isUnsaid = await twist(() => context.variant === 'unsaid');
    if (isUnsaid) await twist(() => world.faults.inject({ ...on, at: 'reply', do: { setBody: { scope: null } } }));
    const narrowed = await steps.seeUse(context);
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const byHand = async () => {
      await world.faults.clear();
      await person.signsIn();
      return steps.seeUse(context);
    };
    const last = (await twist(() => (steps.worked(narrowed) ? narrowed : byHand()))) ?? narrowed;
    return { start, narrowed, signedIn, last };
  },
  control({ start, narrowed }, context) {
    steps.checkStart(start, [narrowed.visit], context);
  },
  judge({ start, narrowed, signedIn, last }, { app, check, person }) {
    steps.needRefresh(narrowed, { check });
    const { calls, refreshes, asked, visit } = narrowed;
    const refused = calls.filter(isForbidden);
    if (refused.length === 0 && asked.length === 0)
      check.skip(`The app called no API of the removed scope: ${traffic.describeVisit(visit)}.`);
    const more = `${traffic.count(refreshes.length, 'refresh request')} where 1 was expected: the 403 was treated as an expiry`;
    check.should('no-refresh', 'The app does not refresh because of a missing permission', refreshes.length <= 1, more, [
      ...refused,
      ...refreshes,
    ]);
    const times = `${traffic.count(refused.length, 'API call')} refused with 403; a normal use needs ${start.calls.length}`;
    check.should('not-repeated', 'The refused call is not repeated', refused.length <= start.calls.length, times, refused);
    check.should('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', traffic.describeVisit(visit));
    const fault = `a missing permission is shown as a server error; ${traffic.describeVisit(visit)}`;
    check.should('no-outage', 'The page does not report a server error', asked.length > 0 || visit.status < 500, fault, refused);
    if (app.verbs.has('whoAmI'))
      check.should('still-signed-in', 'The person stays signed in', signedIn, `the app no longer shows ${person.name}`);
    const how = asked.length > 0 ? 'the person was sent to the provider' : traffic.describeVisit(visit);
    check.info('asks-again', 'What the person saw', how, asked);
    const dead = `after the person signed in again the app did not work: ${steps.describeUse(last)}`;
    check.should('works-again', 'After a new consent the app works', steps.worked(last), dead, last.calls);
  },
});
