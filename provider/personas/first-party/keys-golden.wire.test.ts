import { testGolden } from '../../testing/test-golden.ts';
import type { SchemeId } from './credential-kinds.ts';
import { browse, type TestBrowser } from './test-browser.ts';
import {
  askToken,
  BASIC,
  makeKey,
  nextPair,
  nonceIn,
  nowSeconds,
  passwordGrant,
  sendBearer,
  sendDigest,
  sendRolling,
  sendSigned,
  startRolling,
  withPassword,
} from './test-signing.ts';

/** An app that may use these schemes, and ana with a password. */
const prepare = async (browser: TestBrowser, ...credentials: readonly SchemeId[]): Promise<void> => {
  await browser.register({ credentials });
  await withPassword(browser);
};

const useKey = (browser: TestBrowser, key: string | undefined, method = 'GET', path = '/random') =>
  browser.json(method, path, method === 'GET' ? undefined : { name: 'Ana' }, { 'x-api-key': key ?? '' });

const rolledTwice = async (browser: TestBrowser) => {
  await prepare(browser, 'rolling');
  const pair = await startRolling(browser);
  const next = nextPair(await sendRolling(browser, pair), pair);
  return { next, reused: await sendRolling(browser, pair) };
};

const WAYS: Readonly<Record<string, (browser: TestBrowser) => Promise<Response>>> = {
  'key-created': async (browser) => {
    await prepare(browser, 'hmac');
    return browser.json('POST', '/keys', { type: 'hmac', name: 'build' }, BASIC);
  },
  'api-key-created': async (browser) => {
    await prepare(browser, 'api-key');
    return browser.json('POST', '/keys', { type: 'api-key', scope: 'read' }, BASIC);
  },
  'keys-listed': async (browser) => {
    await prepare(browser, 'hmac');
    await makeKey(browser, { type: 'hmac', name: 'build' });
    return browser.json('GET', '/keys', undefined, BASIC);
  },
  'key-read-only': async (browser) => {
    await prepare(browser, 'api-key');
    const { key } = await makeKey(browser, { type: 'api-key', scope: 'read' });
    return useKey(browser, key, 'PATCH', '/users/me');
  },
  'key-replaced': async (browser) => {
    await prepare(browser, 'api-key');
    const { key } = await makeKey(browser, { type: 'api-key' });
    await browser.world.clock.age('8d');
    return useKey(browser, key);
  },
  'signature-wrong': async (browser) => {
    await prepare(browser, 'hmac');
    return sendSigned(browser, { key: { ...(await makeKey(browser, { type: 'hmac' })), secret: 'another' } });
  },
  'signature-late': async (browser) => {
    await prepare(browser, 'hmac');
    return sendSigned(browser, { key: await makeKey(browser, { type: 'hmac' }), at: nowSeconds() - 400 });
  },
  'rolling-started': async (browser) => {
    await prepare(browser, 'rolling');
    return browser.json('POST', '/rolling', undefined, BASIC);
  },
  'rolling-next': async (browser) => {
    await prepare(browser, 'rolling');
    return sendRolling(browser, await startRolling(browser));
  },
  'rolling-reused': async (browser) => (await rolledTwice(browser)).reused,
  'rolling-revoked': async (browser) => sendRolling(browser, (await rolledTwice(browser)).next),
  'digest-stale': async (browser) => {
    await prepare(browser, 'basic');
    const nonce = nonceIn(await browser.json('GET', '/random'));
    await browser.world.clock.age('6m');
    return sendDigest(browser, nonce);
  },
  'oauth-password': async (browser) => {
    await prepare(browser, 'oauth');
    return askToken(browser, { grant_type: 'password', username: 'ana@example.com', password: 'correct horse' });
  },
  'oauth-anonymous': async (browser) => {
    await prepare(browser, 'oauth');
    return askToken(browser, { grant_type: 'client_credentials' });
  },
  'oauth-wrong-password': async (browser) => {
    await prepare(browser, 'oauth');
    return askToken(browser, { grant_type: 'password', username: 'ana@example.com', password: 'wrong' });
  },
  'oauth-grant-unknown': async (browser) => {
    await prepare(browser, 'oauth');
    return askToken(browser, { grant_type: 'authorization_code', code: 'x' });
  },
  'oauth-expired': async (browser) => {
    await prepare(browser, 'oauth');
    const { access_token } = await passwordGrant(browser);
    await browser.world.clock.age('61m');
    return sendBearer(browser, access_token);
  },
};

await testGolden({
  persona: 'first-party',
  folder: new URL('../../../fixtures/wire/first-party/credentials/', import.meta.url),
  ways: WAYS,
  browse,
});
