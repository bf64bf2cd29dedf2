import type { Exchange } from '../../../provider/model/index.ts';
import * as v from '../../harness/vocabulary/index.ts';
import * as m from '../../model/index.ts';

interface Seen {
  readonly start: v.Start;
  readonly usual: ReadonlySet<string>;
  readonly later: v.Work;
  readonly laterWire: readonly Exchange[];
  readonly signedIn: boolean;
  /** A use after the API is content with the usual scopes again, as far as it goes without a login. */
  readonly last: m.Visit;
}

const WANTED = 'https://www.googleapis.com/auth/drive';
const MESSAGE = 'Request had insufficient authentication scopes.';
const REASON = { domain: 'global', reason: 'insufficientPermissions', message: 'Insufficient Permission' };
const BODY = { error: { code: 403, message: MESSAGE, errors: [REASON], status: 'PERMISSION_DENIED' } };
const SPELLINGS = new Map(['email', 'profile'].map((name) => [`https://www.googleapis.com/auth/userinfo.${name}`, name]));

const scopesOf = (request: Exchange | undefined): ReadonlySet<string> =>
  new Set(
    ((request && m.paramsOf(request).get('scope')) ?? '')
      .split(' ')
      .filter(Boolean)
      .map((scope) => SPELLINGS.get(scope) ?? scope),
  );

/** From now on the API wants a scope that the app has not asked for. */
const wantMore = async ({ world, variant }: m.Stage, calls: readonly Exchange[]): Promise<void> => {
  const named = variant === 'not-named' ? '' : `, scope="${WANTED}"`;
  const headers = { 'WWW-Authenticate': `Bearer realm="https://accounts.google.com/", error="insufficient_scope"${named}` };
  for (const on of new Set(calls.map(({ endpoint }) => endpoint)))
    await world.faults.inject({ on, where: { withoutScope: WANTED }, do: { status: 403, headers, body: BODY } });
};

const checkRequest = ({ usual, later, laterWire }: Seen, { check, variant }: m.Stage): void => {
  const [request] = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
  if (!request) {
    check.info('asks-for-more', 'The app asks the person for more', `it does not: ${m.tellVisit(later.visit)}`, later.calls);
    return;
  }
  if (variant === 'not-named') return;
  const asked = scopesOf(request);
  const told = `the new authorization request asks for "${[...asked].join(' ')}"`;
  check.should(
    'asks-for-more',
    'The new request has the scope that the API named',
    asked.has(WANTED),
    `${told}; the API wants ${WANTED}`,
    [request],
  );
  const lost =
    m.paramsOf(request).get('include_granted_scopes') === 'true' ? [] : [...usual].filter((scope) => !asked.has(scope));
  check.should(
    'keeps-old-scopes',
    'It has the scopes of before as well',
    lost.length === 0,
    `${told}; ${lost.join(' ')} is missing`,
    [request],
  );
  if (variant !== 'granted') return;
  const done = later.visit.ok && later.calls.some(m.isAccepted);
  check.should(
    'done-after-consent',
    'Once it is granted, what the person wanted is done',
    done,
    m.tellVisit(later.visit),
    later.calls,
  );
};

export default m.defineScenario<Seen>({
  id: 'reauth/step-up-insufficient-scope',
  title: 'The API wants a scope that was not asked for',
  level: 'SHOULD',
  basis: [m.spec('RFC6750-3.1'), m.spec('RFC6749-6'), m.vendor('G-67'), m.vendor('G-11')],
  provider:
    'Takes the access token for good, but its API answers 403 insufficient_scope and names the scope that it wants. A refresh gives no more than before.',
  rightClient:
    'Does not refresh. It asks the person for the old scopes and the new one, once, or says that this is not allowed; and whoever declines keeps what they had.',
  fix: 'Treat 403 apart from 401: read `error="insufficient_scope"`, and start one authorization request with the old scopes and the named one (or include_granted_scopes=true).',
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    granted: 'the person grants it when asked',
    declined: 'the person declines it when asked',
    'not-named': 'the API does not say which scope it wants',
  },
  bites: [
    { client: 'web', mutant: 'rea-403-refreshes', verdict: 'warn', check: 'no-refresh' },
    { client: 'web', mutant: 'rea-step-up-same-scopes', variant: 'granted', verdict: 'warn', check: 'asks-for-more' },
    { client: 'web', mutant: 'rea-step-up-forgets-old-scopes', variant: 'granted', verdict: 'warn', check: 'keeps-old-scopes' },
    { client: 'web', mutant: 'rea-step-up-denied-signs-out', variant: 'declined', verdict: 'warn', check: 'stays-signed-in' },
  ],
  async steps(stage) {
    const { app, person, world, wire, twist, settled } = stage;
    const start = await v.seeStart(stage);
    const before = await wire.all();
    await twist(() => wantMore(stage, start.calls));
    const isDeclined = await twist(() => stage.variant === 'declined');
    const visit = await person.usesResource({ consent: isDeclined ? 'deny' : 'allow' });
    await settled();
    const laterWire = m.after(await wire.all(), m.markOf(before));
    await twist(() => world.faults.clear());
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const last = await person.usesResource({ stopBefore: v.leaves(stage) });
    await settled();
    const usual = scopesOf(before.find(({ endpoint }) => endpoint === 'authorize'));
    const calls = laterWire.filter(({ endpoint }) => endpoint.startsWith('api:'));
    return { start, usual, later: { visit, calls }, laterWire, signedIn, last };
  },
  control({ start, later, last }, stage) {
    v.checkStart(start, [later.visit, last], stage);
  },
  judge(seen, stage) {
    const { start, later, laterWire, signedIn, last } = seen;
    const { check, person } = stage;
    const { visit, calls } = later;
    if (!calls.some(({ response }) => response?.status === 403))
      check.inconclusive('The API was not called, so it could not ask for more.');
    const refreshes = laterWire.filter((each) => m.grantTypeOf(each) === 'refresh_token');
    const asked = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
    const sent = `${m.count(refreshes.length, 'refresh request')} after the 403; a refreshed token has the same scopes`;
    check.should('no-refresh', 'The 403 is not answered by a refresh', refreshes.length === 0, sent, refreshes);
    const tried = `${m.count(asked.length, 'authorization request')} and ${m.count(calls.length, 'API call')} for one wish`;
    check.should(
      'stops',
      'The person is asked once at most',
      asked.length <= 1 && calls.length <= 4 * start.calls.length,
      tried,
      laterWire,
    );
    check.should('comes-to-rest', 'The person ends on a page of the app', visit.end === 'done', m.tellVisit(visit), asked);
    checkRequest(seen, stage);
    const silent = !calls.some(m.isAccepted) && v.looksDone(start.visit, visit);
    check.should(
      'says-so',
      'The page says that it did not work',
      !silent,
      `the page is the one of a success; ${m.tellVisit(visit)}`,
      calls,
    );
    check.should(
      'stays-signed-in',
      'The person stays signed in',
      signedIn,
      `the app does not show ${person.name} any more`,
      laterWire,
    );
    check.should('keeps-old-access', 'What the app could do before, it still can', last.ok, m.tellVisit(last));
  },
});
