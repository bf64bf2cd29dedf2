import { expect, test } from 'vitest';
import { firstText } from '../contract/rendered.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { escapeMarkdown, fence } from './markdown/escape.ts';
import { markdown } from './markdown.ts';

test('a table, each red thing in words with its fix and its command, and nothing else', () => {
  expect(firstText(markdown, readSampleRun())).toMatchInlineSnapshot(`
    "## ❌ Login Lab: red

    18 results: 1 fail, 1 inconclusive, 1 known, 1 warn, 3 skip, 11 pass · 1 stale expectation · 6.8 s

    - **stale expectation**: expected.json expects fail for login/state-mismatch-rejected:empty-state of upload-naive with google, but the result is pass. Remove the entry.

    ### ✗ fail · The callback carries a state that the app did not send

    login/state-mismatch-rejected \\[other-state\\] · upload-naive · google

    - **fail**, no-code-exchange: The code is not redeemed. Found: expected no request to the token endpoint; found 1
    - **fail**, nobody-signed-in: Nobody is signed in. Found: expected nobody to be signed in; /me shows ana-7@example.com

    **Fix:** Keep the state that was sent in the session and compare it with the one that returns before the code is redeemed.

    **Reproduce:**

    \`\`\`sh
    loginlab run --app upload-naive --persona google --scenario login/state-mismatch-rejected --variant other-state
    \`\`\`

    ### ? inconclusive · The callback carries a state that the app did not send

    login/state-mismatch-rejected \\[empty-state\\] · upload-resuming · google

    - **inconclusive**: The app ended with exit code 1 during the control leg. Its last output: "TypeError: Cannot read properties of undefined (reading 'length') at compare (server.mjs:88:31)"

    **Reproduce:**

    \`\`\`sh
    loginlab run --app upload-resuming --persona google --scenario login/state-mismatch-rejected --variant empty-state
    \`\`\`

    <details><summary>Known and warnings: 2 causes</summary>

    - ≈ known · silent-return · upload-naive · 1 result: expected an authorization request after the 401; found none
    - ! warn · pkce-s256, rule pkce-missing · upload-naive · 1 result: expected code\\_challenge with method S256 in the authorization request; found neither

    </details>

    | Scenario | web | upload-naive | upload-resuming |
    | --- | --- | --- | --- |
    | login/code-pkce-happy-path | ✓ pass | ! warn | ✓ pass |
    | login/state-mismatch-rejected | ✓ pass 3/3 | ✗ fail 1/3 | ? inconclusive 1/3 |
    | refresh/omitted-refresh-token-is-kept | ✓ pass | – skip | – skip |
    | reauth/online-access-resume-request | – skip | ≈ known | ✓ pass |
    "
  `);
});

test('a run that is red for a reason of its own says it; a green one is a table', () => {
  const { stale: _, ...run } = readSampleRun();
  const summary = { ...run.summary, red: true, reasons: ['The run was <stopped>.'] };
  expect(firstText(markdown, { ...run, results: [], summary })).toContain('- The run was \\<stopped\\>.');
  const results = run.results.filter(({ verdict, expected }) => verdict === 'pass' && expected === undefined).slice(0, 1);
  const green = { pass: 1, fail: 0, known: 0, warn: 0, info: 0, skip: 0, inconclusive: 0, red: false, reasons: [] };
  expect(firstText(markdown, { ...run, results, summary: green })).toMatchInlineSnapshot(`
    "## ✅ Login Lab: green: no failures

    1 result: 1 pass · 6.8 s

    | Scenario | web |
    | --- | --- |
    | login/code-pkce-happy-path | ✓ pass |
    "
  `);
});

test('beyond twenty red causes the rest is counted', () => {
  const run = readSampleRun();
  const failing = run.results.filter(({ verdict, expected }) => verdict === 'fail' && expected === undefined);
  const results = Array.from({ length: 23 }, (_, app) =>
    failing.map((result) => ({ ...result, app: { id: `app-${app}` } })),
  ).flat();
  const text = firstText(markdown, { ...run, results });
  expect(text.match(/^### /gm)).toHaveLength(20);
  expect(text).toContain('And 3 more causes: see the other reports of this run.');
});

test.each([
  ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
  ['[click](javascript:alert(1)) | `x` **b**', '\\[click\\](javascript:alert(1)) \\| \\`x\\` \\*\\*b\\*\\*'],
  ['ask @octocat, or ana@example.com', 'ask @\u2060octocat, or ana@example.com'],
  ['see https://evil.example and www.evil.example', 'see https\\://evil.example and www\\.evil.example'],
  ['1. not a list\n# not a heading', '1\\. not a list \\# not a heading'],
  ['- no item', '\\- no item'],
])('%j says nothing to Markdown', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('a command cannot leave its fence', () => {
  expect(fence('run ```` --x\n```')).toEqual(['`````sh', 'run ```` --x ```', '`````']);
});
