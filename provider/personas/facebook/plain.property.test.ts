import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import type { Engine } from '../../model/index.ts';
import { plainAnswer, plainEngine, seenAnswer } from '../../testing/test-plain-engine.ts';
import { PERSONAS } from '../index.ts';
import { behaviours } from './behaviours/index.ts';
import { APP_ID, CALLBACK, SECRET, SUCCESS, TestBrowser } from './test-browser.ts';

const { facebook } = PERSONAS;

const ALL_OFF = Object.fromEntries(behaviours.map(({ id }) => [id, false]));
const CLIENT = { clientId: APP_ID, clientSecret: SECRET, redirectUris: [CALLBACK], name: 'Shop' };

let lab: Lab;
let browser: TestBrowser;
let engine: Engine;
beforeAll(async () => {
  lab = await createLab({ personas: ['facebook'] });
  browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  await browser.world.settings.change(ALL_OFF);
  engine = await plainEngine(facebook, CLIENT);
});
afterAll(() => lab.close());

const form = fc.record(
  {
    grant_type: fc.constantFrom('authorization_code', 'refresh_token', 'fb_exchange_token', 'client_credentials', ''),
    client_id: fc.constantFrom(APP_ID, 'nobody', ''),
    client_secret: fc.constantFrom(SECRET, 'wrong', ''),
    redirect_uri: fc.constantFrom(CALLBACK, 'x', SUCCESS),
    code: fc.constantFrom(`AQ${'x'.repeat(298)}`, '', 'nonsense'),
    refresh_token: fc.constantFrom('x', ''),
    fb_exchange_token: fc.constantFrom('EAAx', ''),
    code_verifier: fc.constantFrom('v'.repeat(43), 'short'),
    scope: fc.constantFrom('openid', 'nonsense'),
  },
  { requiredKeys: [] },
);

const request = fc.record(
  {
    client_id: fc.constantFrom(APP_ID, 'nobody'),
    redirect_uri: fc.constantFrom(CALLBACK, `${CALLBACK}/`, SUCCESS, 'http://10.0.0.1/x'),
    response_type: fc.constantFrom('code', 'token', 'id_token', 'token,granted_scopes', 'nonsense'),
    scope: fc.constantFrom('openid', 'openid email', 'email,public_profile', 'email', 'nonsense'),
    prompt: fc.constantFrom('none', 'consent', 'login', 'none consent', 'create'),
    nonce: fc.constant('n'),
    code_challenge: fc.constantFrom('v'.repeat(43), 'x'),
    code_challenge_method: fc.constantFrom('S256', 'plain', 'S512'),
    max_age: fc.constantFrom('0', 'x'),
    auth_type: fc.constantFrom('rerequest', 'reauthenticate'),
    display: fc.constant('popup'),
    config_id: fc.constant('c1'),
    state: fc.constantFrom('s', 'a b/c'),
  },
  { requiredKeys: ['client_id', 'redirect_uri', 'response_type'] },
);

describe('with every behaviour off, Facebook is the plain engine at Facebook’s addresses', () => {
  it('at the token endpoint, whatever form is sent, at each of its addresses', async () => {
    const address = fc.constantFrom('/oauth/access_token', '/v19.0/oauth/access_token', '/v2.2/oauth/access_token');
    await fc.assert(
      fc.asyncProperty(form, address, async (fields, path) => {
        const plain = await engine.exchange(fields);
        const reply = await browser.post(path, fields);
        expect({ status: reply.status, body: await reply.json() }).toEqual({ status: plain.status, body: plain.body });
      }),
      { numRuns: 120 },
    );
  });

  it('at the dialog, whatever is asked by somebody who is not signed in', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (params) => {
        const about = { granted: [], consentShown: false, flow: 'f', vendorParams: {} };
        const answer = await engine.ask({ params, ...about });
        expect(await seenAnswer(await browser.send(`/v19.0/dialog/oauth?${new URLSearchParams(params)}`))).toBe(
          plainAnswer(answer),
        );
      }),
      { numRuns: 120 },
    );
  });

  it('through the pages too: a code in the query and nothing after it, a token with its scope', async () => {
    const callback = await browser.signIn({ scope: 'email' });
    expect(callback.href).toMatch(/^https:\/\/shop\.example\/callback\?code=[\w-]{43}&state=st%2F1$/);
    const code = callback.searchParams.get('code') ?? '';
    const sent = { grant_type: 'authorization_code', client_id: APP_ID, client_secret: SECRET, redirect_uri: CALLBACK, code };
    const reply = await browser.post('/oauth/access_token', sent);
    expect(await reply.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      expires_in: 3600,
      scope: 'email',
      token_type: 'Bearer',
    });
    expect((await browser.dialog({ scope: 'email' })).status).toBe(200);
  });

  it('with no more addresses than the engine has', async () => {
    for (const path of ['/oauth/client_code', '/oauth/access_token_info', '/.well-known/oauth/openid/certs/']) {
      expect((await browser.send(path)).status).toBe(404);
    }
  });

  it('and no behaviour says a word', async () => {
    expect(await browser.spoken()).toEqual(new Set());
  });
});
