import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import type { Engine } from '../../model/index.ts';
import { plainAnswer, plainEngine, seenAnswer } from '../../testing/test-plain-engine.ts';
import { PERSONAS } from '../index.ts';
import { behaviours } from './behaviours/index.ts';
import { CALLBACK, CLIENT_ID, DRIVE, SECRET, TestBrowser } from './test-browser.ts';

const { google } = PERSONAS;

const ALL_OFF = Object.fromEntries(behaviours.map(({ id }) => [id, false]));
const CLIENT = { clientId: CLIENT_ID, clientSecret: SECRET, redirectUris: [CALLBACK], name: 'Shop' };

let lab: Lab;
let browser: TestBrowser;
let engine: Engine;
beforeAll(async () => {
  lab = await createLab({ personas: ['google'] });
  browser = new TestBrowser(lab, await lab.world());
  await browser.register();
  await browser.world.settings.change(ALL_OFF);
  engine = await plainEngine(google, CLIENT);
});
afterAll(() => lab.close());

const form = fc.record(
  {
    grant_type: fc.constantFrom('authorization_code', 'refresh_token', 'password', 'client_credentials', ''),
    client_id: fc.constantFrom(CLIENT_ID, 'nobody', ''),
    client_secret: fc.constantFrom(SECRET, 'wrong', ''),
    redirect_uri: fc.constantFrom(CALLBACK, 'x', 'postmessage'),
    code: fc.constantFrom('4/0Aabc', '', '4%2F0A'),
    refresh_token: fc.constantFrom('1//03x', ''),
    code_verifier: fc.constantFrom('v'.repeat(43), 'short'),
    scope: fc.constantFrom('openid', 'nonsense'),
  },
  { requiredKeys: [] },
);

const request = fc.record(
  {
    client_id: fc.constantFrom(CLIENT_ID, 'nobody'),
    redirect_uri: fc.constantFrom(CALLBACK, `${CALLBACK}/`, 'http://10.0.0.1/x'),
    response_type: fc.constantFrom('code', 'id_token', 'nonsense'),
    scope: fc.constantFrom('openid', 'openid email', DRIVE, 'email', 'nonsense'),
    prompt: fc.constantFrom('none', 'consent', 'login', 'none consent', 'create'),
    nonce: fc.constant('n'),
    code_challenge: fc.constantFrom('v'.repeat(43), 'x'),
    code_challenge_method: fc.constantFrom('S256', 'plain', 'S512'),
    max_age: fc.constantFrom('0', 'x'),
    approval_prompt: fc.constantFrom('force', 'always'),
    access_type: fc.constant('offline'),
    hd: fc.constant('corp.example'),
    state: fc.constantFrom('s', 'a b/c'),
  },
  { requiredKeys: ['client_id', 'redirect_uri', 'response_type'] },
);

describe('with every behaviour off, Google is the plain engine at Google’s addresses', () => {
  it('at the token endpoint, whatever form is sent, at each of its addresses', async () => {
    const address = fc.constantFrom('/token', '/oauth2/v4/token', '/oauth2/v3/token', '/o/oauth2/token');
    await fc.assert(
      fc.asyncProperty(form, address, async (fields, path) => {
        const plain = await engine.exchange(fields);
        const reply = await browser.post(path, fields);
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
        expect(await seenAnswer(await browser.send(`/o/oauth2/v2/auth?${new URLSearchParams(params)}`))).toBe(
          plainAnswer(answer),
        );
      }),
      { numRuns: 120 },
    );
  });

  it('and no behaviour says a word', async () => {
    expect(await browser.spoken()).toEqual(new Set());
  });
});
