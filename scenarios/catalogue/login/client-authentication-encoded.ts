import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly usual: steps.LoginSeen;
  readonly login: steps.LoginSeen;
  readonly before: readonly Exchange[];
  readonly requests: readonly Exchange[];
}

/** Secrets as RFC 6749 allows them (appendix A.2: visible ASCII and space). No vendor invents such; their customers may, and import them. */
const SECRETS: Readonly<Record<string, string>> = {
  reserved: 'own/secret+with:signs%and=more&of#them?0123456789abcdefg',
  'looks-encoded': 'own%2Fsecret%20that+looks%3Aencoded%41lready0123456789ab',
  'quotes-and-spaces': 'own "secret" with \'quotes\' <and> back\\slashes ~0123456789',
};

type Method = 'client_secret_basic' | 'client_secret_post';

const basicOf = (request: Exchange): string | undefined =>
  /^basic\s+(\S+)/i.exec(traffic.headerOf(request.request, 'authorization') ?? '')?.[1];

/** How a token request proves the client: every way that is in it. */
const methodsIn = (request: Exchange): readonly Method[] => [
  ...(basicOf(request) === undefined ? [] : (['client_secret_basic'] as const)),
  ...(traffic.formOf(request).has('client_secret') ? (['client_secret_post'] as const) : []),
];

const formDecoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined; // a percent sign that encodes nothing
  }
};

/** The id and the secret in a Basic header, as RFC 6749 2.3.1 has them decoded. */
const pairIn = (basic: string): readonly (string | undefined)[] => {
  const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return [formDecoded(id), formDecoded(secret)];
};

const isRight = (request: Exchange, clientId: string, secret: string): boolean => {
  const basic = basicOf(request);
  if (basic === undefined) return traffic.formOf(request).get('client_secret') === secret;
  const [id, sent] = pairIn(basic);
  return id === clientId && sent === secret;
};

const tokenRequestsIn = (all: readonly Exchange[]): readonly Exchange[] => all.filter(({ endpoint }) => endpoint === 'token');

const checkMethod = ({ before, requests }: Seen, { check }: model.ScenarioContext): void => {
  const double = requests.filter((each) => methodsIn(each).length > 1);
  const both = `${traffic.count(double.length, 'token request')} with the secret in the Authorization header and in the body`;
  check.must('one-method', 'Each token request proves the client in one way', double.length === 0, both, double);
  const usual = before.flatMap(methodsIn)[0];
  const other = requests.filter((each) => methodsIn(each)[0] !== usual);
  const found = `${usual} before, and now ${other.map((each) => methodsIn(each).join(' and ') || 'no secret').join(', ')}`;
  check.should('same-method', 'Every token request does so in the same way', other.length === 0, found, other);
};

export default model.defineScenario<Seen>({
  id: 'login/client-authentication-encoded',
  title: 'The client secret has characters that have to be encoded',
  level: 'MUST',
  basis: [
    model.spec('RFC6749-2.3'),
    model.spec('RFC6749-2.3.1'),
    model.spec('RFC6749-appendix-A.2'),
    model.spec('RFC6749-appendix-B'),
  ],
  provider:
    'Has registered a secret of the allowed characters for the client, and decodes a Basic header as RFC 6749 says. It takes the header and the body.',
  rightClient:
    'Form-encodes id and secret before it puts them into a Basic header, or sends the secret in the form-encoded body. Each request has one of the two.',
  fix: 'Basic: base64(formEncode(client_id) + ":" + formEncode(client_secret)). Body: let a form encoder write the whole body. Never send both.',
  fixes: {
    'one-method': 'Choose client_secret_basic or client_secret_post, and leave the secret out of the other place.',
    'same-method': 'Let every token request go through one function that authenticates the client.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    reserved: 'the secret has / + : % = & # ?',
    'looks-encoded': 'the secret has %2F and %41, which are no encoding',
    'quotes-and-spaces': 'the secret has quotes, spaces and backslashes',
  },
  bites: [
    {
      client: 'web-basic',
      mutant: 'login-basic-not-formencoded',
      variant: 'reserved',
      verdict: 'fail',
      check: 'secret-encoded',
    },
    {
      client: 'web-basic',
      mutant: 'login-basic-not-formencoded',
      variant: 'looks-encoded',
      verdict: 'fail',
      check: 'signed-in',
    },
    { client: 'web', mutant: 'login-post-not-formencoded', variant: 'reserved', verdict: 'fail', check: 'signed-in' },
    { client: 'web', mutant: 'login-two-client-authentications', verdict: 'fail', check: 'one-method', honestPasses: false },
  ],
  async steps(context) {
    const { person, wire, twist, check } = context;
    const usual = await steps.seeLogin(await context.secondPerson(), context);
    const before = tokenRequestsIn(await wire.all());
    if (before.length > 0 && before.every((each) => methodsIn(each).length === 0))
      check.skip('The client sends no client secret: it is a public client, or it signs an assertion.');
    const mark = traffic.markOf(before);
    await twist(() => context.changeSecret(SECRETS[context.variant ?? ''] ?? ''));
    const login = await steps.seeLogin(person, context);
    return { usual, login, before, requests: tokenRequestsIn(traffic.after(await wire.all(), mark)) };
  },
  control({ usual, login }, { check }) {
    const lost = [usual, login].find(({ signedIn }) => !signedIn);
    check.must('signed-in', 'With an ordinary secret people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  judge(seen, context) {
    const { check, variant = '', app } = context;
    const { login, requests } = seen;
    const wrong = requests.filter((each) => !isRight(each, app.clientId, SECRETS[variant] ?? ''));
    const where = wrong.map((each) => methodsIn(each).join(' and ') || 'no secret').join(', ');
    const title = 'The secret arrives as it is registered';
    check.must('secret-encoded', title, wrong.length === 0, `decoded, it is another secret (${where})`, wrong);
    const lost = `with this secret nobody can sign in; ${traffic.describeVisit(login.visit)}`;
    check.must('signed-in', 'The login works', login.signedIn, lost, requests);
    checkMethod(seen, context);
  },
});
