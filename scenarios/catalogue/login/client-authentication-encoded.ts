import type { Exchange, SecretPlace } from '../../../provider/model/index.ts';
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

/** Variants in which the token endpoint takes one method, as its metadata say, and the one that it refuses. */
const ONE_METHOD: Readonly<Record<string, { readonly takes: SecretPlace; readonly refuses: SecretPlace }>> = {
  'basic-only': { takes: 'client_secret_basic', refuses: 'client_secret_post' },
  'post-only': { takes: 'client_secret_post', refuses: 'client_secret_basic' },
};
const METHODS = 'token_endpoint_auth_methods_supported';
const REFUSAL = { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed' } };

/** Lets the provider take one method, and signs the person in with an app that was started since. */
const seeWithOneMethod = async (context: model.ScenarioContext): Promise<steps.LoginSeen | undefined> => {
  const { world, person, variant = '' } = context;
  const { takes, refuses } = ONE_METHOD[variant] ?? {};
  if (!takes) return undefined;
  await world.faults.inject({ on: 'discovery', do: { setBody: { [METHODS]: [takes] } } });
  await world.faults.inject({ on: 'token', where: { authentication: refuses }, do: REFUSAL });
  await steps.startsAnew(context);
  const login = await steps.seeLogin(person, context);
  await world.faults.clear();
  await steps.startsAnew(context);
  return login;
};

const basicOf = (request: Exchange): string | undefined =>
  /^basic\s+(\S+)/i.exec(traffic.headerOf(request.request, 'authorization') ?? '')?.[1];

/** How a token request proves the client: every way that is in it. */
const methodsIn = (request: Exchange): readonly SecretPlace[] => [
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

const checkOneWay = ({ requests }: Seen, { check }: Pick<model.ScenarioContext, 'check'>): void => {
  const double = requests.filter((each) => methodsIn(each).length > 1);
  const both = `${traffic.count(double.length, 'token request')} with the secret in the Authorization header and in the body`;
  check.must('one-method', 'Each token request proves the client in one way', double.length === 0, both, double);
};

/**
 * Which method a client has, its owner may have chosen when it was registered (RFC 7591, section 2): then the metadata need
 * not interest it, and the owner has to choose another one.
 */
const checkOnlyMethod = ({ login, requests }: Seen, { check, variant = '' }: model.ScenarioContext): void => {
  const takes = ONE_METHOD[variant]?.takes;
  const sent = [...new Set(requests.flatMap(methodsIn))].join(', then ') || 'no secret';
  const found = `the metadata name ${takes} alone, and the app sent ${sent}; ${traffic.describeVisit(login.visit)}`;
  check.may('only-method', 'The method is one that the metadata name', login.signedIn, found, requests);
};

const checkMethod = ({ before, requests }: Seen, { check }: model.ScenarioContext): void => {
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
    model.spec('RFC8414-2'),
  ],
  provider:
    'Has registered a secret of the allowed characters for the client, and decodes a Basic header as RFC 6749 says. It takes the header and the body; or its metadata name one of them, and it refuses the other.',
  rightClient:
    'Form-encodes id and secret before it puts them into a Basic header, or sends the secret in the form-encoded body. Each request has one of the two.',
  fix: 'Basic: base64(formEncode(client_id) + ":" + formEncode(client_secret)). Body: let a form encoder write the whole body. Never send both.',
  fixes: {
    'one-method': 'Choose client_secret_basic or client_secret_post, and leave the secret out of the other place.',
    'only-method': `Read ${METHODS} of the metadata, or configure the method that the provider takes.`,
    'same-method': 'Let every token request go through one function that authenticates the client.',
  },
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: {
    reserved: 'the secret has / + : % = & # ?',
    'looks-encoded': 'the secret has %2F and %41, which are no encoding',
    'quotes-and-spaces': 'the secret has quotes, spaces and backslashes',
    'basic-only': 'an ordinary secret, and the provider takes it in the Authorization header alone',
    'post-only': 'an ordinary secret, and the provider takes it in the body alone',
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
    {
      client: 'web',
      mutant: 'login-both-authentications-when-refused',
      variant: 'basic-only',
      verdict: 'fail',
      check: 'one-method',
    },
    {
      client: 'web-basic',
      mutant: 'login-both-authentications-when-refused',
      variant: 'post-only',
      verdict: 'fail',
      check: 'one-method',
    },
  ],
  async steps(context) {
    const { person, wire, twist, check } = context;
    const usual = await steps.seeLogin(await context.secondPerson(), context);
    const before = tokenRequestsIn(await wire.all());
    if (before.length > 0 && before.every((each) => methodsIn(each).length === 0))
      check.skip('The client sends no client secret: it is a public client, or it signs an assertion.');
    const mark = traffic.markOf(before);
    const secret = SECRETS[context.variant ?? ''];
    await twist(() => (secret === undefined ? undefined : context.changeSecret(secret)));
    const login = (await twist(() => seeWithOneMethod(context))) ?? (await steps.seeLogin(person, context));
    return { usual, login, before, requests: tokenRequestsIn(traffic.after(await wire.all(), mark)) };
  },
  control({ usual, login }, { check }) {
    const lost = [usual, login].find(({ signedIn }) => !signedIn);
    check.must('signed-in', 'With an ordinary secret people are signed in', !lost, lost ? traffic.describeVisit(lost.visit) : '');
  },
  judge(seen, context) {
    const { check, variant = '', app } = context;
    const { login, requests } = seen;
    checkOneWay(seen, context);
    if (variant in ONE_METHOD) return checkOnlyMethod(seen, context);
    const wrong = requests.filter((each) => !isRight(each, app.clientId, SECRETS[variant] ?? ''));
    const where = wrong.map((each) => methodsIn(each).join(' and ') || 'no secret').join(', ');
    const title = 'The secret arrives as it is registered';
    check.must('secret-encoded', title, wrong.length === 0, `decoded, it is another secret (${where})`, wrong);
    const lost = `with this secret nobody can sign in; ${traffic.describeVisit(login.visit)}`;
    check.must('signed-in', 'The login works', login.signedIn, lost, requests);
    checkMethod(seen, context);
  },
});
