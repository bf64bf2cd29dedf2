import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly usual: model.Visit;
  readonly signedIn: boolean;
  readonly visit: model.Visit | undefined;
  readonly asked: readonly Exchange[];
  readonly isIn: boolean;
  readonly strangers: readonly model.ThirdPartyRequest[];
}

/** Address of another site in each hostile variant, from the origin of the app and the host of that site. */
const TARGETS: Readonly<Record<string, (app: string, host: string) => string>> = {
  'hostile-target': (_, host) => `http://${host}/welcome`,
  'hostile-target-scheme-relative': (_, host) => `//${host}/welcome`,
  'hostile-target-backslash': (_, host) => `/\\${host}/welcome`,
  'hostile-target-user-part': (app, host) => `${app}@${host}/welcome`,
};

const LOGIN_HINT = 'login_hint';

const paramsFor = (context: model.ScenarioContext, iss: string, host: string): Record<string, string> => {
  const { variant = '', app, person } = context;
  const origin = new URL(app.url).origin;
  if (variant === 'unknown-issuer') return { iss: `http://${host}/` };
  if (variant === 'issuer-lookalike') return { iss: `${iss.replace(/\/$/, '')}.${host}/` };
  const target = TARGETS[variant]?.(origin, host);
  return { iss, ...(target ? { target_link_uri: target } : { [LOGIN_HINT]: person.email }) };
};

const isForeign = (variant: string | undefined): boolean => variant === 'unknown-issuer' || variant === 'issuer-lookalike';

const checkForeign = ({ asked, strangers }: Seen, { check }: model.ScenarioContext): void => {
  const calls = strangers.map(({ method, url }) => `${method} ${url}`).join('; ');
  check.must(
    'unknown-issuer-not-asked',
    'Nothing is sent to an unknown issuer',
    strangers.length === 0,
    `the app or the browser sent ${calls}`,
  );
  const found = 'a login was started for an issuer that the app does not know';
  check.should('unknown-issuer-refused', 'No login is started for an unknown issuer', asked.length === 0, found, asked);
};

const checkTarget = ({ visit, strangers }: Seen, { check }: model.ScenarioContext): void => {
  const left = strangers.length > 0 || visit?.hops.some(({ to }) => to === 'elsewhere') || visit?.end === 'broken';
  check.must('no-open-redirect', 'The person does not end at another site', !left, visit ? traffic.describeVisit(visit) : '');
};

export default model.defineScenario<Seen>({
  id: 'login/third-party-initiated',
  title: 'Another site asks the app to start a login',
  level: 'MUST',
  basis: [model.spec('OIDCC-4'), model.spec('RFC9700-4.11.1'), model.spec('RFC9700-4.4')],
  provider: 'Behaves correctly. A link of another site leads to the initiate_login_uri of the app, with an issuer and a target.',
  rightClient:
    'Starts a login for an issuer that it knows, passes login_hint on, and for any other issuer starts nothing. target_link_uri leads to its own pages only.',
  fix: 'Compare iss exactly with the issuers of the configuration. Parse target_link_uri relative to the origin of the app, and use only its path if the origin is the same.',
  personas: ['auth0'],
  needs: ['signIn', 'whoAmI', 'initiateLogin'],
  shows: [],
  variants: {
    'right-issuer': 'iss is the provider of the app, with a login_hint',
    'unknown-issuer': 'iss is a site that the app does not know',
    'issuer-lookalike': 'iss begins with the issuer of the provider',
    'hostile-target': 'target_link_uri is a page of another site',
    'hostile-target-scheme-relative': 'target_link_uri begins with //',
    'hostile-target-backslash': 'target_link_uri begins with /\\',
    'hostile-target-user-part': 'target_link_uri has the origin of the app before an @',
  },
  bites: [
    {
      client: 'web',
      mutant: 'login-initiated-by-any-issuer',
      variant: 'unknown-issuer',
      verdict: 'warn',
      check: 'unknown-issuer-refused',
    },
    {
      client: 'web',
      mutant: 'login-initiated-issuer-prefix',
      variant: 'issuer-lookalike',
      verdict: 'warn',
      check: 'unknown-issuer-refused',
    },
    {
      client: 'web',
      mutant: 'login-initiated-discovers-any',
      variant: 'unknown-issuer',
      verdict: 'fail',
      check: 'unknown-issuer-not-asked',
    },
    {
      client: 'web',
      mutant: 'login-target-open-redirect',
      variant: 'hostile-target',
      verdict: 'fail',
      check: 'no-open-redirect',
    },
    {
      client: 'web',
      mutant: 'login-target-open-redirect',
      variant: 'hostile-target-scheme-relative',
      verdict: 'fail',
      check: 'no-open-redirect',
    },
    {
      client: 'web',
      mutant: 'login-target-any-path',
      variant: 'hostile-target-backslash',
      verdict: 'fail',
      check: 'no-open-redirect',
    },
    {
      client: 'web',
      mutant: 'login-target-prefix',
      variant: 'hostile-target-user-part',
      verdict: 'fail',
      check: 'no-open-redirect',
    },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const second = await context.secondPerson();
    const usual = await second.signsIn();
    const signedIn = await second.isSignedIn();
    const server = await context.thirdPartyServer();
    const good = steps.goodClaimsOf(await wire.all());
    const mark = traffic.markOf(await wire.all());
    const params = await twist(() => paramsFor(context, good?.iss ?? '', `127.0.0.1:${server.port}`));
    const visit = params && (await person.initiatesLogin(params));
    await settled();
    const asked = traffic.after(await wire.authorizations(), mark);
    return { usual, signedIn, visit, asked, isIn: visit ? await person.isSignedIn() : signedIn, strangers: server.requests };
  },
  control({ usual, signedIn }, { check }) {
    check.must('signed-in', 'A login that the app starts works', signedIn, traffic.describeVisit(usual));
  },
  judge(seen, context) {
    const { check, variant, person } = context;
    const { visit, asked, isIn } = seen;
    const shown = visit ? traffic.describeVisit(visit) : '';
    if (visit) check.must('no-crash', 'The answer is no crash', visit.status < 500, shown);
    if (isForeign(variant)) {
      checkForeign(seen, context);
      return;
    }
    checkTarget(seen, context);
    if (variant !== 'right-issuer') return;
    check.must('login-started', 'A login at that provider is started, and works', asked.length > 0 && isIn, shown, asked);
    const hinted = asked.some((each) => traffic.paramsOf(each).get(LOGIN_HINT) === person.email);
    check.must(
      'hint-passed-on',
      'The login_hint is sent to the provider',
      hinted,
      'the authorization request has no such login_hint',
      asked,
    );
  },
});
