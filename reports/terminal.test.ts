import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioResult } from '../scenarios/model/index.ts';
import { hostileTwists, knownAttacks, makeHostile } from './contract/hostile-run.ts';
import { readSampleRun } from './contract/sample-run.ts';
import { renderTerminal } from './terminal.ts';

const plain = { color: false, width: 100 };

test('a table, each red thing in words, one line that sums up', () => {
  expect(renderTerminal(readSampleRun(), plain)).toMatchInlineSnapshot(`
    "                                       web         upload-naive  upload-resuming
    login/code-pkce-happy-path             ✓ pass      ! warn        ✓ pass
    login/state-mismatch-rejected          ✓ pass 3/3  ✗ fail 1/3    ? inconclusive 1/3
    refresh/omitted-refresh-token-is-kept  ✓ pass      – skip        – skip
    reauth/online-access-resume-request    – skip      ≈ known       ✓ pass

      ≈ known  silent-return · upload-naive · 1 result: expected an authorization request after the …
      ! warn  pkce-s256, rule pkce-missing · upload-naive · 1 result: expected code_challenge with …

    ✗ fail  login/state-mismatch-rejected [other-state] · upload-naive · google
      The callback carries a state that the app did not send
      fail no-code-exchange (MUST): The code is not redeemed
        expected no request to the token endpoint; found 1
        x15 POST oauth2.googleapis.com/token 200
          google/refresh/only-when-offline: no refresh token, because access_type was not "offline"
      fail nobody-signed-in (MUST): Nobody is signed in
        expected nobody to be signed in; /me shows ana-7@example.com
        x16 GET /callback 302
      fix        Keep the state that was sent in the session and compare it with the one that returns
                 before the code is redeemed.
      reproduce  loginlab run --app upload-naive --persona google --scenario login/state-mismatch-rejected --variant other-state

    ? inconclusive  login/state-mismatch-rejected [empty-state] · upload-resuming · google
      The callback carries a state that the app did not send
      inconclusive
        The app ended with exit code 1 during the control leg. Its last output: "TypeError: Cannot read
          properties of undefined (reading 'length') at compare (server.mjs:88:31)"
      reproduce  loginlab run --app upload-resuming --persona google --scenario login/state-mismatch-rejected --variant empty-state

    ✗ stale expectation
      expected.json expects fail for login/state-mismatch-rejected:empty-state of upload-naive with
      google, but the result is pass. Remove the entry.

    18 results: 1 fail, 1 inconclusive, 1 known, 1 warn, 3 skip, 11 pass · 1 stale expectation · 6.8 s · red
    "
  `);
});

test('colour only repeats what the words say', () => {
  const coloured = renderTerminal(readSampleRun(), { ...plain, color: true });
  const lines = (text: string): string[] => text.split('\n').map((line) => line.trimEnd());
  expect(coloured).toContain('\u001b[31m');
  expect(lines(stripVTControlCharacters(coloured))).toEqual(lines(renderTerminal(readSampleRun(), plain)));
});

test('tables that do not fit side by side stand below each other', () => {
  const table = renderTerminal(readSampleRun(), { ...plain, width: 62 })
    .split('\n\n')
    .slice(0, 2);
  expect(table.join('\n\n')).toMatchInlineSnapshot(`
    "                                       web         upload-
                                                       naive
    login/code-pkce-happy-path             ✓ pass      ! warn
    login/state-mismatch-rejected          ✓ pass 3/3  ✗ fail 1/3
    refresh/omitted-refresh-token-is-kept  ✓ pass      – skip
    reauth/online-access-resume-request    – skip      ≈ known

                                           upload-resuming
    login/code-pkce-happy-path             ✓ pass
    login/state-mismatch-rejected          ? inconclusive 1/3
    refresh/omitted-refresh-token-is-kept  – skip
    reauth/online-access-resume-request    ✓ pass"
  `);
});

test('the three apps of the stories stand side by side in 80 columns', () => {
  const place = (result: ScenarioResult): ScenarioResult => {
    const persona = result.app.id === 'web' ? 'facebook' : 'google';
    const app = result.app.id === 'web' ? { id: 'facebook-window-naive' } : result.app;
    return { ...result, app, persona };
  };
  const sample = readSampleRun();
  const wide = { ...sample, results: sample.results.filter(({ verdict }) => verdict !== 'inconclusive').map(place) };
  const [table = ''] = renderTerminal(wide, { ...plain, width: 80 }).split('\n\n');
  expect(table).toMatchInlineSnapshot(`
    "                                       facebook-   upload-     upload-
                                           window-     naive       resuming
                                           naive
    login/code-pkce-happy-path             ✓ pass      ! warn      ✓ pass
    login/state-mismatch-rejected          ✓ pass 3/3  ✗ fail 1/3  ✓ pass 2/2
    refresh/omitted-refresh-token-is-kept  ✓ pass      – skip      – skip
    reauth/online-access-resume-request    – skip      ≈ known     ✓ pass"
  `);
});

test('a persona is named only where one app has several', () => {
  const sample = readSampleRun();
  const one = sample.results.filter(({ app }) => app.id === 'web').slice(0, 1);
  const results = [...one, ...one.map((result) => ({ ...result, persona: 'facebook' })), ...sample.results.slice(-1)];
  const [head = ''] = renderTerminal({ ...sample, results }, plain).split('\n');
  expect(head.trim().split(/ {2,}/)).toEqual(['web · google', 'web · facebook', 'upload-resuming']);
});

test('lines keep to the width, but for commands, which are there to be copied', () => {
  for (const width of [60, 80, 100]) {
    const lines = renderTerminal(readSampleRun(), { color: false, width }).split('\n');
    const prose = lines.filter((line) => line.startsWith('  ') && !line.includes('reproduce'));
    expect(prose.filter((line) => line.length > width)).toEqual([]);
  }
});

test('a green run is a table and a line', () => {
  const run = readSampleRun();
  const results = run.results.filter(({ verdict, expected }) => verdict === 'pass' && expected === undefined).slice(0, 2);
  const { stale: _, ...rest } = run;
  const summary = { pass: 2, fail: 0, known: 0, warn: 0, info: 0, skip: 0, inconclusive: 0, red: false, reasons: [] };
  expect(renderTerminal({ ...rest, results, summary }, plain)).toMatchInlineSnapshot(`
    "                            web     upload-resuming
    login/code-pkce-happy-path  ✓ pass  ✓ pass

    2 results: 2 pass · 6.8 s · green: no failures
    "
  `);
});

test('a run that is red for a reason of its own says it', () => {
  const run = readSampleRun();
  const reasons = ['The run was stopped before anything was judged.'];
  const { stale: _, ...rest } = run;
  const summary = { pass: 0, fail: 0, known: 0, warn: 0, info: 0, skip: 0, inconclusive: 0, red: true, reasons };
  expect(renderTerminal({ ...rest, results: [], summary, interrupted: true }, plain)).toMatchInlineSnapshot(`
    "- The run was stopped before anything was judged.

    0 results · 6.8 s · stopped early · red
    "
  `);
});

test('nothing in a run can move the cursor or change the colour', () => {
  fc.assert(
    fc.property(hostileTwists, (twist) => {
      const text = renderTerminal(makeHostile(readSampleRun(), twist), plain);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
    { numRuns: 60, examples: knownAttacks },
  );
});
