import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly login: model.Visit;
  readonly out: model.Visit | undefined;
  readonly isOut: boolean;
  /** Everything between the sign-out and the next login. */
  readonly meanwhile: readonly Exchange[];
  readonly again: model.Visit;
  readonly askedAgain: readonly Exchange[];
}

/** The vendor's own sign-out page, which no metadata names: it ends the sessions of all its accounts. */
const isVendorsPage = ({ endpoint }: Exchange): boolean => endpoint === 'logout';
const hasHole = ({ url }: model.Hop): boolean =>
  /(?:^|[/=])(?:undefined|null|NaN)(?:$|[/?&])/.test(`${url.pathname}${url.search}`);

const signOut = async ({ person, variant, settled }: model.ScenarioContext): Promise<model.Visit> => {
  const first = await person.signsOut();
  const visit = variant === 'signed-out-before' ? await person.signsOut() : first;
  await settled();
  return visit;
};

const checkWay = ({ out, meanwhile }: Seen, { check, variant }: model.ScenarioContext): void => {
  const unnamed = meanwhile.filter(({ endpoint }) => endpoint === 'unknown' || endpoint === 'logout');
  const invented = unnamed.filter((each) => !isVendorsPage(each));
  const holes = out?.hops.filter(hasHole) ?? [];
  const found = [
    ...invented.map(traffic.describeExchange),
    ...holes.map(({ method, url }) => `${method} ${url.origin}${url.pathname}`),
  ].join('; ');
  check.must(
    'no-invented-address',
    'Only known endpoints are called',
    invented.length + holes.length === 0,
    `the metadata does not name ${found}`,
    invented,
  );
  if (unnamed.length > invented.length) {
    check.info(
      'signs-out-everywhere',
      'The app sends the browser to the vendor’s own sign-out page',
      'this signs the person out of every account of the vendor in this browser',
      unnamed,
    );
    return;
  }
  if (!out) return;
  const rests = out.end === 'done' && (variant === 'signed-out-before' ? out.status < 500 : out.ok);
  check.must('lands-on-page', 'Signing out ends on a page of the app', rests, traffic.describeVisit(out), meanwhile);
};

export default model.defineScenario<Seen>({
  id: 'logout/no-end-session-endpoint',
  title: 'The provider has no end_session_endpoint',
  level: 'MUST',
  basis: [
    {
      authority: 'spec',
      ref: 'OIDC-RP-Initiated-Logout-2.1',
      url: 'https://openid.net/specs/openid-connect-rpinitiated-1_0.html#OPMetadata',
    },
    model.spec('RFC8414-3.2'),
    model.vendor('G-76'),
    model.vendor('G-77'),
    model.vendor('F-77'),
  ],
  provider: 'Has no end_session_endpoint in its metadata: its own session continues when an app signs a person out.',
  rightClient:
    'Ends its own session, shows its own page, and calls no unknown endpoint. The next sign-in may offer account selection (prompt=select_account; at Facebook auth_type=reauthenticate), because the session at the provider continues.',
  fix: 'Redirect to end_session_endpoint only if the metadata has one; otherwise end the local session and show a page of the app.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'signOut'],
  shows: [],
  requestChecks: ['no-invented-address'],
  variants: {
    'signed-in': 'the person signs out soon after signing in',
    'next-day': 'the tokens are aged by a day, past their end, before the sign-out',
    'signed-out-before': 'the person signs out twice, as from a second tab',
  },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'out-undefined-endpoint', verdict: 'fail', check: 'lands-on-page' },
    { client: 'web', mutant: 'out-invented-endpoint', verdict: 'fail', check: 'no-invented-address' },
    { client: 'web-online', mutant: 'out-invented-endpoint', variant: 'next-day', verdict: 'fail', check: 'no-invented-address' },
    {
      client: 'graph-client',
      mutant: 'out-invented-endpoint',
      variant: 'signed-in',
      verdict: 'fail',
      check: 'no-invented-address',
    },
  ],
  async steps(context) {
    const { app, person, world, wire, twist, settled } = context;
    const login = await person.signsIn();
    await settled();
    const mark = traffic.markOf(await wire.all());
    if (context.leg === 'judged' && context.variant === 'next-day') await twist(() => world.clock.age('1d'));
    const out = await twist(() => signOut(context));
    const isOut = app.verbs.has('whoAmI') ? !(await person.isSignedIn()) : true;
    const meanwhile = traffic.after(await wire.all(), mark);
    const clicked = traffic.markOf(await wire.all());
    const again = await person.signsIn();
    await settled();
    return { login, out, isOut, meanwhile, again, askedAgain: traffic.after(await wire.authorizations(), clicked) };
  },
  control({ login, again }, { check }) {
    check.must(
      'works',
      'Signing in works, also a second time',
      login.ok && again.ok,
      traffic.describeVisit(login.ok ? again : login),
    );
  },
  judge(seen, context) {
    const { isOut, again, askedAgain } = seen;
    const { check, person } = context;
    checkWay(seen, context);
    check.must('signed-out', 'The person is signed out', isOut, `the app still shows ${person.name} as signed in`);
    check.must(
      'can-return',
      'Signing in again works',
      again.ok && askedAgain.length > 0,
      traffic.describeVisit(again),
      askedAgain,
    );
    const offers = askedAgain.some((each) => traffic.readingConventionsOf(each).offersAccount(traffic.paramsOf(each)));
    check.may(
      'account-choice',
      'The next sign-in offers account selection',
      offers,
      'the next sign-in shows no page: the next user of this computer is signed in with one click',
      askedAgain,
    );
  },
});
