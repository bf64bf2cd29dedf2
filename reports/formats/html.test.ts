import { expect, test } from 'vitest';
import type { RunResult, ScenarioResult } from '../../scenarios/model/index.ts';
import { attributeOf, readElements, readEmbeddedRun, readText } from '../contract/read-html.ts';
import { firstText } from '../contract/rendered.ts';
import { readRealRun, readSampleRun } from '../contract/sample-run.ts';
import { makeAnchors } from './html/anchors.ts';
import { renderResult } from './html/result.ts';
import { link, html as markup } from './html/template.ts';
import { html } from './html.ts';

type Element = ReturnType<typeof readElements>[number];

const render = (run: RunResult): string => firstText(html, run);
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

const isAny =
  (...fits: ((element: Element) => boolean)[]) =>
  (element: Element): boolean =>
    fits.some((each) => each(element));

/** The view of a result, as the script makes it. */
const viewOf = (run: RunResult, result: ScenarioResult | undefined): readonly Element[] =>
  result
    ? readElements(`<!doctype html><title>A result</title>${renderResult({ run, anchors: makeAnchors(run) }, result).markup}`)
    : [];

test('the list has a line for each scenario and app, by root cause, what is new first', () => {
  const isTitle = ({ tagName }: Element): boolean => tagName === 'h2';
  const isHead = ({ tagName, parentNode }: Element): boolean =>
    tagName === 'summary' && parentNode !== null && 'tagName' in parentNode && hasClass('cause')(parentNode);
  const lines = textsOf(readSampleRun(), isAny(isTitle, isHead, hasClass('row')));
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "Expectations that no longer match
    ✗ fail New failures (1)
    no-code-exchange upload-naive 1 resultThe code is not redeemedexpected no request to the token endpoint; found 1
    ✗ failThe callback carries a state that the app did not send login/state-mismatch-rejected · other-stateupload-naive google
    ? inconclusive Not judged (1)
    not judged upload-resuming 1 resultThe callback carries a state that the app did not sendThe app ended with exit code 1 during the control leg. Its last output: "TypeError: Cannot read properties of undefined (reading 'length') at compare (server.mjs:88:31)"
    ? inconclusiveThe callback carries a state that the app did not send login/state-mismatch-rejected · empty-stateupload-resuming google
    ≈ known Known deviations (1)
    silent-return upload-naive 1 resultThe person comes back without seeing a pageexpected an authorization request after the 401; found none
    ≈ known failThe upload of the next day meets a 401 reauth/online-access-resume-requestupload-naive google
    ! warn Warnings (1)
    pkce-s256, rule pkce-missing upload-naive 1 resultPKCE with S256 is usedexpected code_challenge with method S256 in the authorization request; found neither
    ! warnA plain login with the code flow login/code-pkce-happy-pathupload-naive google
    – skip Skipped (3)
    skipped upload-naive 1 resultthe app asks for online access, so it is never given a refresh token
    – skipThe refresh response leaves the refresh token out refresh/omitted-refresh-token-is-keptupload-naive google
    skipped upload-resuming 1 resultthe app asks for online access, so it is never given a refresh token
    – skipThe refresh response leaves the refresh token out refresh/omitted-refresh-token-is-keptupload-resuming google
    skipped web 1 resultthe app asks for offline access, so it refreshes and the story cannot happen
    – skipThe upload of the next day meets a 401 reauth/online-access-resume-requestweb google
    ✓ pass Passed (11)
    web google 5 results
    ✓ passA plain login with the code flow login/code-pkce-happy-pathweb google
    ✓ passThe callback carries a state that the app did not send login/state-mismatch-rejectedother-state missing-state empty-state web google
    ✓ passThe refresh response leaves the refresh token out refresh/omitted-refresh-token-is-keptweb google
    upload-resuming google 4 results
    ✓ passA plain login with the code flow login/code-pkce-happy-pathupload-resuming google
    ✓ passThe callback carries a state that the app did not send login/state-mismatch-rejectedother-state missing-state upload-resuming google
    ✓ passThe upload of the next day meets a 401 reauth/online-access-resume-requestupload-resuming google
    upload-naive google 2 results
    ✓ passThe callback carries a state that the app did not send login/state-mismatch-rejectedmissing-state empty-state upload-naive google"
  `);
});

test('a failed result tells the story, what was found, what to change, the wire and the command', () => {
  const run = readSampleRun();
  const article = viewOf(run, run.results[4]).find(hasClass('result'));
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
    Checks
    ✗ fail ExpectedThe code is not redeemed MUST · no-code-exchangeFoundexpected no request to the token endpoint; found 1Seen inx15 What to changeKeep the state that was sent in the session and compare it with the one that returns before the code is redeemed.
    ✗ fail ExpectedNobody is signed in MUST · nobody-signed-inFoundexpected nobody to be signed in; /me shows ana-7@example.comSeen inx16
    1 check passed✓ pass An honest login works afterwards MUST · login-works-again
    Reproduce
    loginlab run --app upload-naive --persona google --scenario login/state-mismatch-rejected --variant other-stateCopy
    What the provider didThe browser returns to the callback with a good code and a state that was altered on the way.
    What a correct client doesRedeems nothing, signs nobody in, and says that the login failed.
    Other apps: web ✓ pass upload-resuming ✓ pass
    Other variants: missing-state ✓ pass empty-state ✓ pass
    What went over the wire
    Drawn from the wire log. Every arrow links to its exchange.
    A correct client: login/state-mismatch-rejected [other-state] of web.
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

test('a green run says so', () => {
  const run = readSampleRun();
  const results = run.results.filter(({ verdict, expected }) => verdict === 'pass' && expected === undefined);
  const { stale: _, ...rest } = run;
  const green = { ...rest, results, summary: { ...run.summary, red: false, reasons: [] } };
  expect(textsOf(green, ({ tagName }) => tagName === 'h1')).toEqual(['Green: no failures']);
  expect(textsOf({ ...green, interrupted: true }, ({ tagName }) => tagName === 'h1')).toEqual([
    'Green: no failures, but stopped early',
  ]);
});

test('the page lets in its own style and script by their digests, and asks for nothing from elsewhere', () => {
  for (const run of [readSampleRun(), readRealRun()]) {
    const elements = readElements(render(run));
    const names = new Set(elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
    // Attributes that the policy would refuse, or that would ask for something.
    for (const name of ['src', 'srcset', 'style', 'onclick', 'onload']) expect(names).not.toContain(name);
    const policy = elements.find(({ attrs }) => attrs.some(({ value }) => value === 'Content-Security-Policy'));
    expect(policy?.attrs.find(({ name }) => name === 'content')?.value).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'$/,
    );
    const scripts = elements.filter(({ tagName }) => tagName === 'script');
    expect(scripts.filter((script) => attributeOf(script, 'type') !== 'text/plain')).toHaveLength(1);
  }
});

test('every exchange that a result shows is in the page once, and comes out as it went in', () => {
  const run = readRealRun();
  const read = readEmbeddedRun(readElements(render(run)));
  expect(read.results).toEqual(run.results);
  const shown = new Set(run.results.flatMap(({ exchanges }) => exchanges));
  for (const id of shown) expect(read.exchanges[id]).toEqual(run.exchanges[id]);
});

test('checks that passed are folded below those that failed', () => {
  const run = readSampleRun();
  const folded = viewOf(run, run.results[4]).find(hasClass('passed'));
  expect(folded && attributeOf(folded, 'open')).toBeUndefined();
  expect(folded && tidy(readText(folded))).toBe('1 check passed✓ pass An honest login works afterwards MUST · login-works-again');
  const passed = viewOf(run, run.results[3]).find(hasClass('passed'));
  expect(passed && attributeOf(passed, 'open')).toBe('');
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
