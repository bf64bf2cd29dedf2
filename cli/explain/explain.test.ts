import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineBehaviour, type Exchange } from '../../provider/model/index.ts';
import { defineRule, defineScenario } from '../../scenarios/model/index.ts';
import { explainBehaviour } from './behaviour.ts';
import { renderExchange } from './exchange.ts';
import { explainRow } from './row.ts';
import { explainRule } from './rule.ts';
import { explainScenario } from './scenario.ts';
import { explainSignInCheck } from './sign-in-check.ts';

const behaviour = defineBehaviour({
  id: 'google/refresh/first-consent-only',
  summary: 'Issues a refresh token only when a consent screen was shown for an offline request.',
  stage: 'refresh.issue',
  origin: 'vendor',
  setting: z.boolean().default(true),
  source: { url: 'https://vendor.example/oauth', row: 'G-04', checkedOn: '2026-11-23', confidence: 'documented' },
  apply: () => undefined,
});

const scenario = defineScenario({
  id: 'refresh/only-the-first-consent',
  title: 'The second login returns no refresh token',
  level: 'MUST',
  basis: [
    { authority: 'vendor', ref: 'G-04' },
    { authority: 'spec', ref: 'RFC6749-6', url: 'https://www.rfc-editor.org/rfc/rfc6749#section-6' },
  ],
  provider: 'Leaves it out.',
  rightClient: 'Keeps the first one.',
  fix: 'Do not overwrite it.',
  personas: ['google'],
  needs: ['signIn', 'useResource'],
  shows: ['google/refresh/first-consent-only'],
  variants: { 'next-day': 'a day later' },
  bites: [{ client: 'web', mutant: 'overwrites', verdict: 'fail', check: 'kept' }],
  steps: async () => undefined,
  control() {},
  judge() {},
});

test('a behaviour: what the vendor does, how sure we are, how to switch it, and which scenario is about it', () => {
  expect(explainBehaviour(behaviour, [scenario]).text).toMatchInlineSnapshot(`
    "google/refresh/first-consent-only
      Issues a refresh token only when a consent screen was shown for an offline request.

      origin         the vendor does this
      source         G-04, documented, checked on 2026-11-23
                     https://vendor.example/oauth
      stage          refresh.issue: the first behaviour with an answer decides
      setting        true; "off" switches it off
      shown by       refresh/only-the-first-consent

    Switch it off in a running lab:
      curl -X PATCH http://localhost:4400/_lab/worlds/default/settings -H 'content-type: application/json' -d '{"google/refresh/first-consent-only":"off"}'"
  `);
});

test('a scenario: the story, why it may demand something, what it must catch, and how to run it', () => {
  expect(explainScenario(scenario, [behaviour]).text).toMatchInlineSnapshot(`
    "refresh/only-the-first-consent
      The second login returns no refresh token

      level          MUST
      because        G-04 (vendor), RFC6749-6 (spec) https://www.rfc-editor.org/rfc/rfc6749#section-6
      personas       google
      needs          signIn, useResource

      provider       Leaves it out.
      correct client Keeps the first one.
      fix            Do not overwrite it.

    Variants:
      next-day       a day later

    Shows:
      google/refresh/first-consent-only  Issues a refresh token only when a consent screen was shown for an offline request.

    Broken clients that it must detect:
      web:overwrites → fail at "kept"

    Run only this one:
      loginlab run --scenario refresh/only-the-first-consent"
  `);
});

test('a row: how far the persona does the same, which behaviours do it, and where it is told', () => {
  const row = {
    ...{
      id: 'G-04',
      about: 'offline access brings a refresh token only after a consent page',
      persona: 'google',
      vendor: 'Google',
    },
    ...{ section: 'Authorization request', state: 'partly' as const, why: 'not for phones', behaviours: [behaviour.id] },
    tests: [['personas/google/google.test.ts', 'asks once'] as const],
  };
  expect(explainRow(row, [behaviour], [scenario]).text).toMatchInlineSnapshot(`
    "G-04
      offline access brings a refresh token only after a consent page

      vendor         Google
      section        Authorization request
      status         partly: not for phones
      sources        https://vendor.example/oauth

    Behaviours that do it:
      google/refresh/first-consent-only  Issues a refresh token only when a consent screen was shown for an offline request.

    Tests that prove it:
      asks once (provider/personas/google/google.test.ts)

    Scenarios about it:
      refresh/only-the-first-consent  The second login returns no refresh token"
  `);
});

test('a rule: what is wrong, why, and the way out', () => {
  const rule = defineRule({
    id: 'token-in-query',
    title: 'A token stands in the address',
    level: 'MUST',
    basis: [{ authority: 'spec', ref: 'RFC6750-2.3' }],
    fix: 'Send it in the Authorization header.',
    look: () => [],
  });
  expect(explainRule(rule).text).toMatchInlineSnapshot(`
    "token-in-query
      A token stands in the address

      level          MUST
      because        RFC6750-2.3 (spec)
      fix            Send it in the Authorization header."
  `);
});

test('an exchange: what went each way, and why the lab answered so', () => {
  const exchange: Exchange = {
    id: 'x17',
    sequence: 17,
    world: 'default',
    persona: 'google',
    endpoint: 'token',
    flow: 'f2',
    startedAtEpochMs: 0,
    durationMs: 1,
    request: {
      method: 'POST',
      url: 'http://localhost:4400/google/token',
      vendorUrl: 'https://oauth2.googleapis.com/token',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'grant_type=authorization_code',
    },
    response: { status: 200, headers: [['Content-Type', 'application/json']], body: '{}' },
    jwts: [],
    because: [{ id: behaviour.id, why: 'the user had already consented' }],
    faults: [],
  };
  expect(renderExchange(exchange)).toMatchInlineSnapshot(`
    "x17  token of google
      flow           f2

    → POST http://localhost:4400/google/token
        Content-Type: application/x-www-form-urlencoded

        grant_type=authorization_code

    ← 200
        Content-Type: application/json

        {}

    Because:
      google/refresh/first-consent-only: the user had already consented"
  `);
  const { response: _dropped, ...unanswered } = exchange;
  expect(renderExchange({ ...unanswered, because: [] })).toContain('no answer: the connection was dropped');
  const register = { clientId: 'shop', redirectUris: [] };
  const suggestion = {
    why: 'No client shop is registered here.',
    persona: 'google',
    register,
    curl: 'curl …',
    switches: '--app-client shop:SECRET',
  };
  expect(renderExchange({ ...exchange, suggestion })).toContain(
    '\n\nNo client shop is registered here. To register it, run:\n  curl …\n  or start the lab with: --app-client shop:SECRET',
  );
});

test('the check before the scenarios is explained, since reports name it', () => {
  expect(explainSignInCheck().text).toMatchInlineSnapshot(`
    "app/sign-in
      The app starts, and its verbs do what they are declared for

      level          MUST
      because        What does not work without any twist cannot be judged with one. (lab)

      correct client Starts, signs a person in, shows who is signed in, uses the API, and signs the person out.
      fix            Correct the verb that is named, in the config or in the app. loginlab doctor repeats this check.

    It comes before the scenarios of every run, and is a result only where it fails. Make it alone:
      loginlab doctor"
  `);
});
