/** Colours, type, and what every part shares. */
export const BASE = `
:root {
  color-scheme: light dark;
  --paper: #f7f7f4; --card: #ffffff; --ink: #1b2126; --soft: #566069; --rule: #dadeda; --line: #8d979e; --code: #f2f3f0; --mark: #fff4d0;
  --link: #17579c; --pass: #1a6837; --fail: #b3261e; --warn: #855000; --info: #2a5d91; --skip: #5a636a; --inconclusive: #76389a;
  --fail-back: #fdeceb; --warn-back: #fdf3e0; --info-back: #eaf2fb; --inconclusive-back: #f6ecfb;
  --mono: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171a; --card: #1b1f23; --ink: #e8eae7; --soft: #a6afb5; --rule: #343a3f; --line: #7c868d; --code: #111417; --mark: #3a3212;
    --link: #8fbef1; --pass: #78d297; --fail: #ff9f96; --warn: #f1be69; --info: #96c4f0; --skip: #abb4b9; --inconclusive: #d6a9ec;
    --fail-back: #3b1d1c; --warn-back: #362a14; --info-back: #1a2a3a; --inconclusive-back: #31203a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; overflow-wrap: anywhere; }
main { max-width: 82rem; margin: 0 auto; padding: 1.75rem 1.25rem 4rem; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; }
h3 { font-size: 1.35rem; display: flex; gap: .75rem; align-items: baseline; }
h3:focus { outline: none; }
h4 { font-size: 1rem; margin-top: 1.75rem; }
h5 { font-size: .82rem; color: var(--soft); margin-top: .9rem; }
p { margin: .35rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre, kbd, .id, .line, .status { font-family: var(--mono); font-size: .86em; }
pre { background: var(--code); border: 1px solid var(--rule); border-radius: 6px; padding: .65rem .85rem; margin: .35rem 0; overflow-x: auto; white-space: pre-wrap; }
pre code { font-size: .82rem; }
pre b { font-weight: 600; }
kbd { border: 1px solid var(--rule); border-radius: 3px; padding: 0 .3em; background: var(--card); }
small { font-size: .84em; color: var(--soft); font-weight: 400; }
ul, ol, dl, dd { margin: 0; padding: 0; }
button, input, select { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; min-height: 2.25rem; padding: .2rem .6rem; }
button { cursor: pointer; }
button:hover { background: var(--code); }
.kicker, .note, .where, .covers { color: var(--soft); font-size: .92rem; }
.kicker { margin-bottom: .6rem; }
.verdict { font-weight: 650; white-space: nowrap; }
.symbol { display: inline-block; width: 1em; text-align: center; }
.verdict.pass { color: var(--pass); }
.verdict.fail { color: var(--fail); }
.verdict.warn { color: var(--warn); }
.verdict.info { color: var(--info); }
.verdict.skip { color: var(--skip); }
.verdict.inconclusive { color: var(--inconclusive); }
.mark { display: inline-block; font-family: system-ui, -apple-system, 'Segoe UI', sans-serif; font-size: .82rem; font-weight: 600; border-radius: 4px; padding: 0 .4rem; border: 1px solid currentcolor; }
.mark.fail { color: var(--fail); background: var(--fail-back); }
.mark.warn { color: var(--warn); background: var(--warn-back); }
.mark.info { color: var(--info); background: var(--info-back); }
.mark.inconclusive { color: var(--inconclusive); background: var(--inconclusive-back); }
.why { list-style: none; font-size: .86rem; color: var(--soft); }
.why li { padding-left: 1.1rem; text-indent: -1.1rem; }
.why li::before { content: '↳ '; }
@media (max-width: 40rem) {
  main { padding: 1.1rem .9rem 3rem; }
  h1 { font-size: 1.6rem; }
  h3 { font-size: 1.2rem; flex-direction: column; gap: .15rem; }
}
`;
