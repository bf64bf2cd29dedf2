import { expect, test } from 'vitest';
import type { RunResult } from '../../scenarios/model/index.ts';
import { readElements, readText } from '../contract/read-html.ts';
import { readSampleRun } from '../contract/sample-run.ts';
import { readEmbedded } from './html/embedded.ts';
import { SCRIPT } from './html/script.ts';
import { link, html as markup } from './html/template.ts';
import { html } from './html.ts';

type Element = ReturnType<typeof readElements>[number];

const render = (run: RunResult): string => html.render(run)[0]?.content ?? '';
const tidy = (text: string | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();

const textsOf = (run: RunResult, fits: (element: Element) => boolean): string[] =>
  readElements(render(run))
    .filter(fits)
    .map((element) => tidy(readText(element)));

const hasClass =
  (name: string) =>
  ({ attrs }: Element): boolean =>
    attrs.some((attribute) => attribute.name === 'class' && attribute.value.split(' ').includes(name));

const childrenOf = (element: Element): Element[] => element.childNodes.filter((node) => 'tagName' in node);

test('the matrix says each verdict by symbol and word, folds variants and marks what is known or stale', () => {
  const [matrix] = readElements(render(readSampleRun())).filter(hasClass('matrix'));
  const rows = (matrix ? childrenOf(matrix) : []).flatMap(childrenOf);
  const table = rows.map((row) => childrenOf(row).map((cell) => tidy(readText(cell))));
  expect(table.map((row) => row.join(' | ')).join('\n')).toMatchInlineSnapshot(`
    "Scenario | webgoogleown code | upload-naivegooglegoogle-auth-library 10.5.0 | upload-resuminggoogleopenid-client 6.8.1
    login
    A plain login with the code flowlogin/code-pkce-happy-path | ✓ pass | ! warn | ✓ pass
    The callback carries a state that the app did not sendlogin/state-mismatch-rejected3 variants | ✓ pass | ✗ fail 1 of 3 | ? inconclusive 1 of 3
    other-state | ✓ pass | ✗ fail | ✓ pass
    missing-state | ✓ pass | ✓ pass | ✓ pass
    empty-state | ✓ pass | ✓ pass stale entry | ? inconclusive
    refresh
    The refresh response leaves the refresh token outrefresh/omitted-refresh-token-is-kept | ✓ pass | – skip | – skip
    reauth
    The upload of the next day meets a 401reauth/online-access-resume-request | – skip | ✗ fail known | ✓ pass"
  `);
});

test('a failed result tells the story, what was found, what to change, the wire and the command', () => {
  const article = readElements(render(readSampleRun())).find(hasClass('result'));
  const lines = (element: Element): string[] => {
    if (hasClass('diagram')(element)) return [];
    if (['dl', 'ul', 'ol', 'article'].includes(element.tagName)) return childrenOf(element).flatMap(lines);
    const [first] = childrenOf(element);
    return [tidy(readText(first?.tagName === 'details' ? (childrenOf(first)[0] ?? first) : element))];
  };
  expect(article && lines(article).join('\n')).toMatchInlineSnapshot(`
    "← All results
    ✗ fail The callback carries a state that the app did not send
    upload-naive (google-auth-library 10.5.0) with google · login/state-mismatch-rejected · variant other-state · MUST · 232 ms
    Other apps: web ✓ pass upload-resuming ✓ pass
    Other variants: missing-state ✓ pass empty-state ✓ pass
    What the provider didThe browser returns to the callback with a good code and a state that was altered on the way.
    What a correct client doesRedeems nothing, signs nobody in, and says that the login failed.
    Checks
    ✗ failExpectedThe code is not redeemed MUST · no-code-exchangeFoundexpected no request to the token endpoint; found 1Seen inx15
    ✗ failExpectedNobody is signed in MUST · nobody-signed-inFoundexpected nobody to be signed in; /me shows ana-7@example.comSeen inx16
    ✓ passAn honest login works afterwards MUST · login-works-again
    What to change
    Keep the state that was sent in the session and compare it with the one that returns before the code is redeemed.
    Reproduce
    loginlab run --app upload-naive --persona google --scenario login/state-mismatch-rejected --variant other-stateCopy
    What went over the wire
    Drawn from the wire log. Every arrow links to its exchange.
    Exchanges
    Unfold one to read request, response and tokens. Secrets are shown as ordinals: the same secret has the same number.
    x13 person → app GET /login 302 4 ms
    x14 person → provider GET accounts.google.com/o/oauth2/v2/auth 302 4 ms
    x15 app → provider POST oauth2.googleapis.com/token 200 6 ms ✗ breaks no-code-exchange (fail)
    x16 person → app GET /callback 302 4 ms ✗ breaks nobody-signed-in (fail)
    Sources
    Specification RFC6749-10.12
    Specification RFC9700-4.7
    Behaviours of the provider that applied
    All 2google/refresh/only-when-offline Issues no refresh token unless access_type=offline was asked for. G-02, documented by the vendor, checked 2026-11-23google/authorize/answer-scope Adds scope, authuser and prompt to the redirect back to the app. G-22, recorded from a real answer, checked 2026-11-23"
  `);
});

test('every result has its place, and red ones come first', () => {
  const run = readSampleRun();
  const headings = textsOf(run, ({ tagName }) => tagName === 'h2');
  expect(headings).toEqual([
    'What turns it red',
    'Scenarios and apps',
    'What turns the run red (3)',
    'Warnings (1)',
    'Known deviations (1)',
    'Skipped (3)',
    'Passed (10)',
  ]);
  const ids = readElements(render(run)).flatMap(({ attrs }) =>
    attrs.filter(({ name }) => name === 'id').map(({ value }) => value),
  );
  run.results.forEach((_, index) => {
    expect(ids).toContain(`result-${index + 1}`);
  });
});

test('a green run says so', () => {
  const run = readSampleRun();
  const results = run.results.filter(({ verdict, expected }) => verdict === 'pass' && expected === undefined);
  const green = { ...run, results, summary: { ...run.summary, red: false, reasons: [] } };
  expect(textsOf(green, ({ tagName }) => tagName === 'h1')).toEqual(['This run is green']);
  expect(textsOf({ ...green, interrupted: true }, ({ tagName }) => tagName === 'h1')).toEqual(['Green, but stopped early']);
});

test('the page lets in its own style and script by their digests, and asks for nothing from elsewhere', () => {
  for (const { content } of html.render(readSampleRun())) {
    const elements = readElements(content);
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    // Attributes that the policy would refuse, or that would ask for something.
    for (const name of ['src', 'srcset', 'style', 'onclick', 'onload']) expect(names).not.toContain(name);
    const policy = elements.find(({ attrs }) => attrs.some(({ value }) => value === 'Content-Security-Policy'));
    expect(policy?.attrs.find(({ name }) => name === 'content')?.value).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
    );
    expect(elements.filter(({ tagName }) => tagName === 'script').map(readText)).toEqual([SCRIPT]);
  }
});

test('exchanges of what did not pass stand in the page, with one that passed to compare; the others lie beside it', () => {
  const run = readSampleRun();
  const embedded = [...readEmbedded(run)].map((result) => [result.verdict, result.app.id, result.scenario].join(' '));
  expect(embedded).toMatchInlineSnapshot(`
    [
      "warn upload-naive login/code-pkce-happy-path",
      "fail upload-naive login/state-mismatch-rejected",
      "pass upload-naive login/state-mismatch-rejected",
      "inconclusive upload-resuming login/state-mismatch-rejected",
      "fail upload-naive reauth/online-access-resume-request",
      "pass web login/code-pkce-happy-path",
      "pass upload-resuming reauth/online-access-resume-request",
    ]
  `);
  expect(html.render(run).map(({ path }) => path)).toMatchInlineSnapshot(`
    [
      "index.html",
      "exchanges/result-3.html",
      "exchanges/result-13.html",
    ]
  `);
});

test('in a run where everything passed one result shows what that looks like', () => {
  const run = readSampleRun();
  const results = run.results.filter(({ verdict, expected }) => verdict === 'pass' && expected === undefined);
  expect([...readEmbedded({ ...run, results })]).toEqual(results.slice(0, 1));
});

test('only http and https addresses become links', () => {
  expect(link('https://example.com/?a=1&b=2', 'spec').markup).toBe(
    '<a href="https://example.com/?a=1&amp;b=2" rel="noreferrer">spec</a>',
  );
  for (const address of ['javascript:alert(1)', 'data:text/html,hi', 'not an address', undefined]) {
    expect(link(address, '<spec>').markup).toBe('&lt;spec&gt;');
  }
});

test('a template escapes every value, keeps markup of its own, and leaves out what is not there', () => {
  const inner = markup`<b>${'"&\'<'}</b>`;
  expect(markup`<p title="${'"x"'}">${inner}${[1, ' ', undefined, false, inner]}</p>`.markup).toBe(
    '<p title="&quot;x&quot;"><b>&quot;&amp;&#39;&lt;</b>1 <b>&quot;&amp;&#39;&lt;</b></p>',
  );
});
