import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

/** Scopes that say who somebody is, and open no API. */
const IDENTITY = new Set([
  'openid',
  'email',
  'profile',
  'https://www.googleapis.com/auth/userinfo.email',
  'https://www.googleapis.com/auth/userinfo.profile',
]);

interface Seen {
  readonly start: v.Start;
  readonly narrowed: v.Use;
  readonly signedIn: boolean;
  /** The last use: by itself, or after the person signed in by hand. */
  readonly last: v.Use;
}

const isForbidden = ({ response }: { readonly response?: { readonly status: number } | undefined }) => response?.status === 403;

/** What is left of the scopes that were asked; ends the leg where nothing would be, or all. */
const remainingScopes = async ({ wire, check }: Pick<m.Stage, 'wire' | 'check'>): Promise<string> => {
  const asked = (await wire.authorizations()).map((each) => m.paramsOf(each).get('scope')?.split(' ') ?? []);
  const scopes = [...new Set(asked.flat())];
  const left = scopes.filter((scope) => IDENTITY.has(scope));
  if (left.length === 0) check.skip('The client asks for scopes of APIs only: there is none that could be left.');
  if (left.length === scopes.length) check.skip('The client asks for no scope of an API: there is none that could be lost.');
  return left.join(' ');
};

export default m.defineScenario<Seen>({
  id: 'refresh/scope-narrowed',
  title: 'A refresh gives less than the login did',
  level: 'SHOULD',
  basis: [
    m.spec('RFC6749-3.3'),
    m.spec('RFC6749-5.1'),
    m.spec('RFC6749-6'),
    m.spec('RFC6750-3.1'),
    m.lab('More of the same token cannot help: only the person can give the permission back.'),
  ],
  provider:
    'Answers the refresh with an access token that still says who the person is, and no longer opens the API: its calls get 403.',
  rightClient:
    'Sees it from the scope of the answer or from the 403, does not refresh for it, and asks the person for the permission, or says that it is missing.',
  fix: 'Compare the scope of each token answer with what a feature needs. Treat 403 as a missing permission: no refresh, no repetition; offer a new authorization request with that scope.',
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: { said: 'the answer lists the scopes that are left', unsaid: 'the answer says nothing about scopes' },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'ref-lost-scope-refreshed', verdict: 'warn', check: 'no-refresh' },
    { client: 'web', mutant: 'ref-lost-scope-is-outage', verdict: 'warn', check: 'no-outage' },
    { client: 'web', mutant: 'ref-lost-scope-retried', variant: 'unsaid', verdict: 'warn', check: 'not-repeated' },
  ],
  async steps(stage) {
    const { app, person, world, twist } = stage;
    const start = await v.seeStart(stage);
    v.needRefreshToken(start, stage);
    const scope = await remainingScopes(stage);
    const on = { on: 'token', where: { grantType: 'refresh_token' } } as const;
    await twist(() => world.clock.age('61m'));
    await twist(() => world.faults.inject({ ...on, do: { setForm: { scope } } }));
    const isUnsaid = await twist(() => stage.variant === 'unsaid');
    if (isUnsaid) await twist(() => world.faults.inject({ ...on, at: 'reply', do: { setBody: { scope: null } } }));
    const narrowed = await v.seeUse(stage);
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const byHand = async () => {
      await world.faults.clear();
      await person.signsIn();
      return v.seeUse(stage);
    };
    const last = (await twist(() => (v.worked(narrowed) ? narrowed : byHand()))) ?? narrowed;
    return { start, narrowed, signedIn, last };
  },
  control({ start, narrowed }, stage) {
    v.checkStart(start, [narrowed.visit], stage);
  },
  judge({ start, narrowed, signedIn, last }, { app, check, person }) {
    v.needRefresh(narrowed, { check });
    const { calls, refreshes, asked, visit } = narrowed;
    const refused = calls.filter(isForbidden);
    if (refused.length === 0 && asked.length === 0)
      check.skip(`The app called no API that the lost scope had opened: ${m.tellVisit(visit)}.`);
    const more = `${m.count(refreshes.length, 'refresh request')} where one was expected: the 403 was taken for an expiry`;
    check.should('no-refresh', 'A missing permission is not answered by a refresh', refreshes.length <= 1, more, [
      ...refused,
      ...refreshes,
    ]);
    const times = `${m.count(refused.length, 'API call')} refused with 403, and ${start.calls.length} were needed on a good day`;
    check.should('not-repeated', 'The refused call is not repeated', refused.length <= start.calls.length, times, refused);
    check.should('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', m.tellVisit(visit));
    const fault = `a missing permission is shown as a fault of the server; ${m.tellVisit(visit)}`;
    check.should(
      'no-outage',
      'The person is not told that a server is broken',
      asked.length > 0 || visit.status < 500,
      fault,
      refused,
    );
    if (app.verbs.has('whoAmI'))
      check.should('still-signed-in', 'The person stays signed in', signedIn, `the app does not show ${person.name} any more`);
    const how = asked.length > 0 ? 'the person was sent to the provider' : m.tellVisit(visit);
    check.info('asks-again', 'What the person saw', how, asked);
    const dead = `after the person signed in again the app did not work: ${v.tellUse(last)}`;
    check.should('works-again', 'With the permission given anew the app works', v.worked(last), dead, last.calls);
  },
});
