import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import type { Engine } from '../../model/index.ts';
import { plainAnswer, plainEngine, seenAnswer } from '../../testing/test-plain-engine.ts';
import { PERSONAS } from '../index.ts';
import { behaviours } from './behaviours/index.ts';
import { API, CALLBACK, CLIENT_ID, SECRET, TestBrowser } from './test-browser.ts';

const { auth0 } = PERSONAS;

const ALL_OFF = Object.fromEntries(behaviours.map(({ id }) => [id, false]));
const CLIENT = { clientId: CLIENT_ID, clientSecret: SECRET, redirectUris: [CALLBACK], name: 'Shop' };

let lab: Lab;
let browser: TestBrowser;
let engine: Engine;
beforeAll(async () => {
  lab = await createLab({ personas: ['auth0'] });
  browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  await browser.world.settings.change(ALL_OFF);
  engine = await plainEngine(auth0, CLIENT);
});
afterAll(() => lab.close());

const form = fc.record(
  {
    grant_type: fc.constantFrom('authorization_code', 'refresh_token', 'password', 'client_credentials', ''),
    client_id: fc.constantFrom(CLIENT_ID, 'nobody', ''),
    client_secret: fc.constantFrom(SECRET, 'wrong', ''),
    redirect_uri: fc.constantFrom(CALLBACK, 'x'),
    code: fc.constantFrom('abc', '', 'IYdtOeydL8OQ-HmTDvMMJNn1d4SzglYb0g4Ko_tcKWXnm'),
    refresh_token: fc.constantFrom('v1.Mx', ''),
    code_verifier: fc.constantFrom('v'.repeat(43), 'short'),
    scope: fc.constantFrom('openid', 'nonsense'),
    audience: fc.constantFrom(API, 'nonsense'),
    username: fc.constant('ana@example.com'),
    password: fc.constant('x'),
  },
  { requiredKeys: [] },
);

const request = fc.record(
  {
    client_id: fc.constantFrom(CLIENT_ID, 'nobody'),
    redirect_uri: fc.constantFrom(CALLBACK, `${CALLBACK}/`, 'http://10.0.0.1/x'),
    response_type: fc.constantFrom('code', 'id_token', 'nonsense'),
    scope: fc.constantFrom('openid', 'openid email', 'openid read:orders', 'email', 'nonsense'),
    prompt: fc.constantFrom('none', 'consent', 'login', 'none consent', 'create'),
    nonce: fc.constant('n'),
    code_challenge: fc.constantFrom('v'.repeat(43), 'x'),
    code_challenge_method: fc.constantFrom('S256', 'plain', 'S512'),
    max_age: fc.constantFrom('0', 'x'),
    audience: fc.constantFrom(API, 'nonsense'),
    screen_hint: fc.constant('signup'),
    connection: fc.constantFrom('google-oauth2', 'nowhere'),
    state: fc.constantFrom('s', 'a b/c'),
  },
  { requiredKeys: ['client_id', 'redirect_uri', 'response_type'] },
);

describe('with every behaviour off, Auth0 is the plain engine at Auth0’s addresses', () => {
  it('at the token endpoint, whatever form is sent', async () => {
    await fc.assert(
      fc.asyncProperty(form, async (fields) => {
        const plain = await engine.exchange(fields);
        const reply = await browser.post('/oauth/token', fields);
        expect({ status: reply.status, body: await reply.json() }).toEqual({ status: plain.status, body: plain.body });
      }),
      { numRuns: 120 },
    );
  });

  it('at the authorization endpoint, whatever is asked by somebody who is not signed in', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (params) => {
        const about = { granted: [], consentShown: false, flow: 'f', vendorParams: {} };
        const answer = await engine.ask({ params, ...about });
        expect(await seenAnswer(await browser.send(`/authorize?${new URLSearchParams(params)}`))).toBe(plainAnswer(answer));
      }),
      { numRuns: 120 },
    );
  });

  it('and no behaviour says a word', async () => {
    expect(await browser.spoken()).toEqual(new Set());
  });
});
