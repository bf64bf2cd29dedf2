import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly usual: ReadonlySet<string>;
  readonly later: steps.Work;
  readonly laterWire: readonly Exchange[];
  readonly signedIn: boolean;
  /** A use after the API accepts the usual scopes again, without a login. */
  readonly last: model.Visit;
}

/** From now on the API requires a scope that the app has not requested. */
const wantMore = async (context: model.ScenarioContext, calls: readonly Exchange[]): Promise<void> => {
  const { scope, named, unnamed } = traffic.conventionsOf(context).step;
  const answer = context.variant === 'not-named' ? unnamed : named;
  for (const on of steps.endpointsOf(calls))
    await context.world.faults.inject({ on, where: { withoutScope: scope }, do: steps.asFault(answer) });
};

const checkRequest = ({ usual, later, laterWire }: Seen, context: model.ScenarioContext): void => {
  const { check, variant } = context;
  const { scope: wanted } = traffic.conventionsOf(context).step;
  const [request] = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
  if (!request) {
    check.info(
      'asks-for-more',
      'The app requests more scopes',
      `it does not: ${traffic.describeVisit(later.visit)}`,
      later.calls,
    );
    return;
  }
  if (variant === 'not-named') return;
  const asked = new Set(traffic.scopesOf(request));
  const told = `the new authorization request has the scopes "${[...asked].join(' ')}"`;
  check.should(
    'asks-for-more',
    'The new request has the scope that the API named',
    asked.has(wanted),
    `${told}; the API requires ${wanted}`,
    [request],
  );
  const lost =
    traffic.paramsOf(request).get('include_granted_scopes') === 'true' ? [] : [...usual].filter((scope) => !asked.has(scope));
  check.should(
    'keeps-old-scopes',
    'It has the earlier scopes as well',
    lost.length === 0,
    `${told}; ${lost.join(' ')} is missing`,
    [request],
  );
  if (variant !== 'granted') return;
  const done = later.visit.ok && later.calls.some(traffic.isAccepted);
  check.should(
    'done-after-consent',
    'After the consent the person’s request is carried out',
    done,
    traffic.describeVisit(later.visit),
    later.calls,
  );
};

export default model.defineScenario<Seen>({
  id: 'reauth/step-up-insufficient-scope',
  title: 'The API requires a scope that was not requested',
  level: 'SHOULD',
  basis: [model.spec('RFC6750-3.1'), model.spec('RFC6749-6'), model.vendor('G-67'), model.vendor('G-11'), model.vendor('F-57')],
  provider:
    'Accepts the access token, but its API requires another permission, and may name it (403 insufficient_scope; the Graph API: code 299). A refresh gives the same scopes.',
  rightClient:
    'Does not refresh. It requests the old scopes and the new one, once, or says that this is not allowed. A person who declines keeps the old scopes.',
  fix: 'Distinguish a missing permission from an invalid token: read `error="insufficient_scope"` (the Graph API: codes 10 and 200 to 299), and start one authorization request with the old scopes and the named one (or include_granted_scopes=true; at Facebook auth_type=rerequest).',
  personas: ['google', 'facebook', 'auth0'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    granted: 'the person grants it',
    declined: 'the person declines it',
    'not-named': 'the API does not name the scope',
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
  async steps(context) {
    const { app, person, world, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    const before = await wire.all();
    await twist(() => wantMore(context, start.calls));
    const isDeclined = await twist(() => context.variant === 'declined');
    const visit = await person.usesResource({ consent: isDeclined ? 'deny' : 'allow' });
    await settled();
    const laterWire = traffic.after(await wire.all(), traffic.markOf(before));
    await twist(() => world.faults.clear());
    const signedIn = app.verbs.has('whoAmI') ? await person.isSignedIn() : true;
    const last = await person.usesResource({ stopBefore: steps.leaves(context) });
    await settled();
    const usual = new Set(
      before
        .filter(({ endpoint }) => endpoint === 'authorize')
        .slice(0, 1)
        .flatMap(traffic.scopesOf),
    );
    const calls = laterWire.filter(({ endpoint }) => endpoint.startsWith('api:'));
    return { start, usual, later: { visit, calls }, laterWire, signedIn, last };
  },
  control({ start, later, last }, context) {
    steps.checkStart(start, [later.visit, last], context);
  },
  judge(seen, context) {
    const { start, later, laterWire, signedIn, last } = seen;
    const { check, person } = context;
    const { visit, calls } = later;
    steps.skipOtherToken(start, context);
    if (!calls.some(steps.isStruck)) check.inconclusive('The API was not called, so it could not require a scope.');
    const refreshes = laterWire.filter(traffic.isRenewal);
    const asked = laterWire.filter(({ endpoint }) => endpoint === 'authorize');
    const sent = `${traffic.count(refreshes.length, 'refresh request')} after the refusal; a refreshed token has the same scopes`;
    check.should('no-refresh', 'The app does not refresh after the refusal', refreshes.length === 0, sent, refreshes);
    const tried = `${traffic.count(asked.length, 'authorization request')} and ${traffic.count(calls.length, 'API call')} for one request of the person`;
    check.should(
      'stops',
      'The person is asked at most once',
      asked.length <= 1 && calls.length <= 4 * start.calls.length,
      tried,
      laterWire,
    );
    check.should(
      'comes-to-rest',
      'The person ends on a page of the app',
      visit.end === 'done',
      traffic.describeVisit(visit),
      asked,
    );
    checkRequest(seen, context);
    const silent = !calls.some(traffic.isAccepted) && steps.looksDone(start.visit, visit);
    check.should(
      'says-so',
      'The page reports the failure',
      !silent,
      `the page reports success; ${traffic.describeVisit(visit)}`,
      calls,
    );
    check.should('stays-signed-in', 'The person stays signed in', signedIn, `the app no longer shows ${person.name}`, laterWire);
    check.should('keeps-old-access', 'The app still has its earlier permissions', last.ok, traffic.describeVisit(last));
  },
});
