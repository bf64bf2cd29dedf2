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

/** From now on the API wants a scope that the app has not asked for. */
const wantMore = async (stage: m.Stage, calls: readonly Exchange[]): Promise<void> => {
  const { scope, named, unnamed } = m.dialectOf(stage).step;
  const answer = stage.variant === 'not-named' ? unnamed : named;
  for (const on of v.endpointsOf(calls))
    await stage.world.faults.inject({ on, where: { withoutScope: scope }, do: v.asFault(answer) });
};

const checkRequest = ({ usual, later, laterWire }: Seen, stage: m.Stage): void => {
  const { check, variant } = stage;
  const { scope: wanted } = m.dialectOf(stage).step;
  const [request] = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
  if (!request) {
    check.info('asks-for-more', 'The app asks the person for more', `it does not: ${m.tellVisit(later.visit)}`, later.calls);
    return;
  }
  if (variant === 'not-named') return;
  const asked = new Set(m.scopesOf(request));
  const told = `the new authorization request asks for "${[...asked].join(' ')}"`;
  check.should(
    'asks-for-more',
    'The new request has the scope that the API named',
    asked.has(wanted),
    `${told}; the API wants ${wanted}`,
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
  basis: [m.spec('RFC6750-3.1'), m.spec('RFC6749-6'), m.vendor('G-67'), m.vendor('G-11'), m.vendor('F-57')],
  provider:
    'Takes the access token for good, but its API wants a permission beyond it, and may say which (403 insufficient_scope; the Graph API: code 299). A refresh gives no more than before.',
  rightClient:
    'Does not refresh. It asks the person for the old scopes and the new one, once, or says that this is not allowed; and whoever declines keeps what they had.',
  fix: 'Treat a missing permission apart from a dead token: read `error="insufficient_scope"` (the Graph API: codes 10 and 200 to 299), and start one authorization request with the old scopes and the named one (or include_granted_scopes=true; at Facebook auth_type=rerequest).',
  personas: ['google', 'facebook'],
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
    {
      client: 'graph-client',
      mutant: 'res-graph-permission-exchanges',
      variant: 'not-named',
      verdict: 'warn',
      check: 'no-refresh',
    },
    {
      client: 'graph-client',
      mutant: 'rea-step-up-denied-signs-out',
      variant: 'declined',
      verdict: 'warn',
      check: 'stays-signed-in',
    },
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
    const usual = new Set(
      before
        .filter(({ endpoint }) => endpoint === 'authorize')
        .slice(0, 1)
        .flatMap(m.scopesOf),
    );
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
    if (!calls.some(v.isStruck)) check.inconclusive('The API was not called, so it could not ask for more.');
    const refreshes = laterWire.filter(m.isRenewal);
    const asked = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
    const sent = `${m.count(refreshes.length, 'refresh request')} after the refusal; a refreshed token has the same scopes`;
    check.should('no-refresh', 'The refusal is not answered by a refresh', refreshes.length === 0, sent, refreshes);
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
