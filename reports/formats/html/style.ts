/** The style sheet of the page: one column, system fonts, both colour schemes, paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbf9; --card: #ffffff; --ink: #1d2327; --soft: #59636b; --rule: #dcdfdb; --code: #f1f2ef; --mark: #fff6d6;
  --link: #1b5fa8; --pass: #1c6b3a; --fail: #b3261e; --warn: #8a5300; --info: #2a5d91; --skip: #5d666d; --inconclusive: #7a3a97;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181a; --card: #1c2023; --ink: #e7e9e6; --soft: #a3acb2; --rule: #343a3e; --code: #111416; --mark: #3a3212;
    --link: #8dbdf0; --pass: #74cf93; --fail: #ff9a90; --warn: #f0bb62; --info: #92c1ee; --skip: #a9b1b6; --inconclusive: #d3a4ea;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1, h2, h3, h4, h5 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 2rem; }
h2 { font-size: 1.35rem; margin-top: 2.75rem; }
h3 { font-size: 1.12rem; display: flex; gap: .6rem; align-items: baseline; }
h4 { font-size: .95rem; margin-top: 1.25rem; }
h5 { font-size: .8rem; color: var(--soft); margin-top: .75rem; }
p { margin: .35rem 0; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre, .id, .line, .status { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .86em; }
pre { background: var(--code); border: 1px solid var(--rule); border-radius: 6px; padding: .6rem .8rem; margin: .35rem 0; overflow-x: auto; white-space: pre-wrap; }
pre code { font-size: .82rem; }
pre b { font-weight: 600; }
small { font-size: .82em; color: var(--soft); font-weight: 400; }
ul, ol, dl, dd { margin: 0; padding: 0; }
.kicker, .note, .where, .basis { color: var(--soft); font-size: .9rem; }
.verdict { font-weight: 650; white-space: nowrap; }
.symbol { display: inline-block; width: 1em; text-align: center; }
.verdict.pass { color: var(--pass); }
.verdict.fail { color: var(--fail); }
.verdict.warn { color: var(--warn); }
.verdict.info { color: var(--info); }
.verdict.skip { color: var(--skip); }
.verdict.inconclusive { color: var(--inconclusive); }
header { border-top: 6px solid var(--pass); padding-top: 1rem; }
header.red { border-color: var(--fail); }
.reasons { margin: .6rem 0 0 1.2rem; }
.tally { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .6rem; margin-top: 1.25rem; }
.tally > div { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .55rem .75rem; }
.tally > .none { background: none; }
.tally > .none b { color: var(--soft); font-weight: 400; }
.tally b { display: block; font-size: 1.6rem; line-height: 1.2; }
.scroll { overflow-x: auto; margin-top: .75rem; border: 1px solid var(--rule); border-radius: 8px; background: var(--card); }
.matrix { border-collapse: collapse; width: 100%; }
.matrix th, .matrix td { text-align: left; vertical-align: top; padding: .45rem .75rem; border-top: 1px solid var(--rule); }
.matrix thead th { border-top: 0; white-space: nowrap; font-size: .92rem; }
.matrix thead small { white-space: normal; }
.matrix thead small, .matrix th code { display: block; font-weight: 400; color: var(--soft); }
.matrix tbody th { font-weight: 500; min-width: 11rem; }
.matrix td { white-space: nowrap; }
.matrix td > small { display: block; }
.matrix td a { text-decoration: none; }
.matrix td a:hover .verdict { text-decoration: underline; }
.matrix .area th { background: var(--code); color: var(--soft); font-size: .8rem; font-weight: 600; padding-block: .25rem; }
.matrix .variant th { padding-left: 1.75rem; font-size: .9rem; color: var(--soft); font-weight: 400; }
.matrix .variant th, .matrix .variant td { border-top-style: dotted; padding-block: .2rem; font-size: .9rem; }
.result { background: var(--card); border: 1px solid var(--rule); border-left: 5px solid var(--skip); border-radius: 8px; padding: 1rem 1.1rem; margin-top: 1rem; scroll-margin-top: 1rem; }
.result.fail { border-left-color: var(--fail); }
.result.inconclusive { border-left-color: var(--inconclusive); }
.result.warn, .result.known, .result.stale { border-left-color: var(--warn); }
.standing, .reason { background: var(--mark); border-radius: 6px; padding: .45rem .7rem; margin-top: .6rem; }
.story { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .6rem 1.5rem; margin-top: .9rem; }
.story dt { font-weight: 650; font-size: .9rem; }
.checks, .brief, .because { list-style: none; }
.checks > li { display: grid; grid-template-columns: 8.2rem 1fr; gap: .2rem .6rem; padding: .4rem 0; border-top: 1px solid var(--rule); }
.checks > li:first-child { border-top: 0; }
.evidence a { font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .86em; }
.because { font-size: .88rem; color: var(--soft); }
.because li { padding-left: 1rem; text-indent: -1rem; }
.because li::before { content: '↳ '; }
.exchanges { list-style: none; border: 1px solid var(--rule); border-radius: 6px; margin-top: .4rem; }
.exchanges > li { padding: .3rem .7rem; border-top: 1px solid var(--rule); scroll-margin-top: 1rem; }
.exchanges > li:first-child { border-top: 0; }
.exchanges > .named { box-shadow: inset 3px 0 var(--warn); }
.exchanges > li:target, .result:target, .brief > li:target { outline: 2px solid var(--link); }
.exchanges summary { display: flex; flex-wrap: wrap; gap: .1rem .7rem; align-items: baseline; cursor: pointer; }
.exchanges summary::before, .brief summary::before { content: '▸'; color: var(--soft); width: .8em; flex: none; display: inline-block; }
.exchanges [open] > summary::before, .brief [open] > summary::before { content: '▾'; }
summary::-webkit-details-marker { display: none; }
.id { min-width: 2.6rem; color: var(--soft); }
.lanes { min-width: 8.6rem; font-size: .85rem; color: var(--soft); }
.line { flex: 1 1 16rem; }
.status { font-weight: 650; }
.took { min-width: 4rem; text-align: right; font-size: .85rem; color: var(--soft); }
.why { flex: 0 0 100%; padding-left: 2.5rem; text-indent: -1rem; font-size: .88rem; color: var(--soft); }
.why::before { content: '↳ '; }
.brief > li { border-top: 1px solid var(--rule); padding: .4rem 0; }
.brief > li:has(> .verdict) { display: grid; grid-template-columns: 8.2rem 1fr; gap: .2rem .6rem; }
.brief summary { cursor: pointer; list-style: none; }
.brief .checks { margin: .3rem 0 .5rem 1.5rem; }
.basis { margin-top: 1.1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 3rem; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: .88rem; }
.facts dt { color: var(--soft); }
@media (max-width: 40rem) {
  h1 { font-size: 1.6rem; }
  h3 { flex-direction: column; gap: .1rem; }
  .tally { grid-template-columns: 1fr 1fr; }
  .checks > li, .brief > li:has(> .verdict) { grid-template-columns: 1fr; }
  .matrix th, .matrix td { padding-inline: .5rem; }
  .matrix tbody th { min-width: 9rem; }
  .line { flex-basis: 100%; }
  .took { min-width: 0; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --code: #fff; --mark: #fff; }
  main { max-width: none; padding: 0; }
  .result { break-inside: auto; }
  h2, h3, h4, .checks > li, .exchanges summary { break-inside: avoid; break-after: avoid; }
  .scroll { overflow: visible; }
  a { color: inherit; text-decoration: none; }
}
`;
