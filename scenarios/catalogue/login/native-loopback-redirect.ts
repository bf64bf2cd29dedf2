import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly arrived: model.Visit;
  readonly visit: model.Visit;
  readonly signedIn: boolean;
  /** The same callback again. */
  readonly again: model.Visit | undefined;
  readonly redeemed: readonly Exchange[];
}

const LITERAL = new Set(['127.0.0.1', '[::1]']);

/** What another program of the machine sends: it has no code and no state. */
const probesOf = ({ origin, pathname }: URL): readonly string[] => [
  `${origin}/`,
  `${origin}${pathname}?code=made-up&state=made-up`,
  `${origin}${pathname}?error=access_denied`,
];

const checkRequest = (asked: Exchange | undefined, { check }: Pick<model.ScenarioContext, 'check'>): void => {
  const params = asked ? traffic.queryOf(asked) : new URLSearchParams();
  const [uri, method, challenge] = ['redirect_uri', 'code_challenge_method', 'code_challenge'].map(
    (name) => params.get(name) ?? '',
  );
  const found = challenge
    ? `code_challenge_method is "${method || 'missing'}"`
    : 'the authorization request has no code_challenge';
  const evidence = asked ? [asked] : [];
  check.must('pkce', 'The login has a PKCE challenge with S256', challenge !== '' && method === 'S256', found, evidence);
  const host = uri && URL.canParse(uri) ? new URL(uri).hostname : '';
  check.should(
    'literal-address',
    'The redirect URI names the loopback address, not "localhost"',
    LITERAL.has(host),
    `the host of redirect_uri is "${host}", which may lead to another interface`,
    evidence,
  );
};

export default model.defineScenario<Seen>({
  id: 'login/native-loopback-redirect',
  title: 'A native app listens on loopback for one answer',
  level: 'MUST',
  basis: [
    model.spec('RFC8252-6'),
    model.spec('RFC8252-7.3'),
    model.spec('RFC8252-8.1'),
    model.spec('RFC8252-8.3'),
    model.vendor('G-32'),
  ],
  seedQuestion: 'S3',
  provider: 'Behaves correctly. Another program of the same machine sends requests to the port of the app.',
  rightClient:
    'Uses PKCE. Listens on the loopback address during a login only, takes the one answer with the state of that login, and then closes the port.',
  fix: 'Open the port for the login, answer only the callback with the state of that login, close the port after it, and send a PKCE challenge with S256.',
  fixes: {
    'listener-closed': 'Close the server after the answer with the right state was read, and forget that state.',
    'probe-ignored': 'Answer a request without the state of the login with 400, and keep listening.',
    pkce: 'Add code_challenge with code_challenge_method=S256 to the authorization request, and code_verifier to the token request.',
    'redeemed-once': 'Forget the login before the token request, so that no second answer can use it.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    quiet: 'nobody else knows the port',
    probed: 'another program asks the port while the person signs in',
  },
  bites: [
    {
      client: 'native',
      mutant: 'login-native-fixed-port-open-listener',
      variant: 'quiet',
      verdict: 'fail',
      check: 'listener-closed',
    },
    { client: 'native', mutant: 'login-native-first-response-wins', variant: 'probed', verdict: 'fail', check: 'probe-ignored' },
    { client: 'native', mutant: 'login-no-pkce', variant: 'quiet', verdict: 'fail', check: 'pkce' },
    {
      client: 'native-google',
      mutant: 'login-native-fixed-port-open-listener',
      variant: 'quiet',
      verdict: 'fail',
      check: 'listener-closed',
    },
  ],
  async steps(context) {
    const { person, wire, twist, settled, check, app } = context;
    if (app.redirectUri === undefined)
      check.skip('The app is no native app that listens during a login: its config names no redirectUri beside its address.');
    const arrived = await person.signsIn({ stopBefore: steps.isCallbackOf(context) });
    if (!steps.isCallbackOf(context)(arrived.url))
      check.inconclusive(`No callback with a code was seen: ${traffic.describeVisit(arrived)}.`);
    await twist(async () => {
      if (context.variant !== 'probed') return;
      const other = await context.secondPerson();
      for (const address of probesOf(arrived.url)) await other.opens(address);
    });
    const visit = await person.opens(arrived.url);
    await settled();
    const signedIn = await person.isSignedIn();
    const again = await twist(() => person.opens(arrived.url));
    await settled();
    return { arrived, visit, signedIn, again, redeemed: await wire.codeExchanges() };
  },
  control({ visit, signedIn }, { check }) {
    check.must('signed-in', 'The person is signed in', signedIn, traffic.describeVisit(visit));
  },
  async judge({ arrived, visit, signedIn, again, redeemed }, context) {
    const { check, wire, variant } = context;
    const asked = (await wire.authorizations()).find(
      (each) => each.request.url === arrived.hops.find(({ to }) => to === 'persona')?.url.href,
    );
    checkRequest(asked ?? (await wire.authorizations())[0], context);
    const lost = `after a request of another program the answer of the provider was no longer taken; ${traffic.describeVisit(visit)}`;
    if (variant === 'probed') check.must('probe-ignored', 'A request of another program ends no login', signedIn, lost);
    else check.must('signed-in', 'The person is signed in', signedIn, traffic.describeVisit(visit));
    const code = arrived.url.searchParams.get('code');
    const times = redeemed.filter((each) => traffic.formOf(each).get('code') === code);
    check.must('redeemed-once', 'The code is redeemed once', times.length <= 1, `the code was sent ${times.length} times`, times);
    const found = again ? `the port still answers: ${traffic.describeVisit(again)}` : '';
    check.must('listener-closed', 'After the answer nobody listens any more', again?.end === 'broken', found);
    const strange = redeemed.filter((each) => traffic.formOf(each).get('code') === 'made-up');
    check.must(
      'only-own-code',
      'A code of another program is not redeemed',
      strange.length === 0,
      'the made-up code was sent to the token endpoint',
      strange,
    );
  },
});
