import { digestResponse, hashOfUser } from './digest-credentials.ts';
import { signatureOf, stringToSign } from './hmac-signature.ts';
import { accessTokenOf } from './rolling-pair.ts';
import { basic, PASSWORD, type TestBrowser } from './test-browser.ts';
import { jsonOf } from './test-observe.ts';

type Texts = Readonly<Record<string, string>>;

const EMAIL = 'ana@example.com';

export const BASIC = basic(EMAIL, PASSWORD);

/** Gives ana a password that nobody has to make up. */
export const withPassword = async ({ world }: TestBrowser): Promise<void> => world.people.changePassword('ana', PASSWORD);

/** Makes a key for ana. */
export const makeKey = async (browser: TestBrowser, wishes: object): Promise<Texts> =>
  (await jsonOf(await browser.json('POST', '/keys', wishes, BASIC))) as Texts;

export interface Signed {
  readonly key: Texts;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
  /** Epoch seconds. */
  readonly at?: number;
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Headers of a signed request. */
export const signedHeaders = (
  { base }: TestBrowser,
  { key, method = 'GET', path = '/random', body = '', at = nowSeconds() }: Signed,
): Texts => {
  const date = new Date(at * 1000).toUTCString();
  const target = new URL(base + path).pathname + new URL(base + path).search;
  const text = stringToSign({ method, target, date, body: Buffer.from(body) });
  return { date, authorization: `HMAC ${key.key_id}:${signatureOf(key.secret ?? '', text)}` };
};

export const sendSigned = (browser: TestBrowser, signed: Signed): Promise<Response> =>
  browser.json(signed.method ?? 'GET', signed.path ?? '/random', signed.body || undefined, signedHeaders(browser, signed));

/** A pair of a rolling session. */
export interface TestPair {
  readonly privateToken: string;
  readonly requestToken: string;
}

export const startRolling = async (browser: TestBrowser): Promise<TestPair> => {
  const reply = await browser.json('POST', '/rolling', undefined, BASIC);
  const { private_token: privateToken = '', request_token: requestToken = '' } = (await jsonOf(reply)) as Texts;
  return { privateToken, requestToken };
};

export const rollingHeaders = ({ privateToken, requestToken }: TestPair, at = nowSeconds()): Texts => ({
  'x-request-token': requestToken,
  'x-timestamp': String(at),
  'x-access-token': accessTokenOf(privateToken, String(at)),
});

export const sendRolling = (browser: TestBrowser, pair: TestPair, at?: number): Promise<Response> =>
  browser.json('GET', '/random', undefined, rollingHeaders(pair, at));

/** The next pair in a reply; the same one where it brings none. */
export const nextPair = ({ headers }: Response, pair: TestPair): TestPair => ({
  privateToken: headers.get('x-next-private-token') ?? pair.privateToken,
  requestToken: headers.get('x-next-request-token') ?? pair.requestToken,
});

/** The nonce of the Digest challenge in a refusal. */
export const nonceIn = ({ headers }: Response): string =>
  /Digest [^\n]*?nonce="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';

/** Headers of a request with Digest. */
export const digestHeaders = (
  { base }: TestBrowser,
  nonce: string,
  { nc = '00000001', path = '/random', password = PASSWORD, username = EMAIL } = {},
): Texts => {
  const proof = { nonce, nc, cnonce: 'a-client-nonce', uri: new URL(base + path).pathname };
  const response = digestResponse(hashOfUser(username, 'first-party', password), 'GET', proof);
  const texts = { username, realm: 'first-party', nonce, uri: proof.uri, cnonce: proof.cnonce, response };
  const list = Object.entries(texts).map(([name, value]) => `${name}="${value}"`);
  return { authorization: `Digest ${list.join(', ')}, algorithm=SHA-256, qop=auth, nc=${nc}` };
};

export const sendDigest = (browser: TestBrowser, nonce: string, more = {}): Promise<Response> =>
  browser.json('GET', '/random', undefined, digestHeaders(browser, nonce, more));

/** A token request of the app `shop`, which has no secret. */
export const askToken = (browser: TestBrowser, form: Texts): Promise<Response> =>
  browser.post('/oauth/token', { client_id: 'shop', ...form });

export const passwordGrant = async (browser: TestBrowser): Promise<Texts> =>
  (await jsonOf(await askToken(browser, { grant_type: 'password', username: EMAIL, password: PASSWORD }))) as Texts;

export const sendBearer = (browser: TestBrowser, token: string | undefined, path = '/random'): Promise<Response> =>
  browser.json('GET', path, undefined, { authorization: `Bearer ${token}` });
