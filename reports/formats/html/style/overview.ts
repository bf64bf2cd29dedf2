/** Head, tally, what was not judged, filters and the list of results; and which view is shown. */
export const OVERVIEW = `
:root { --known: #0d6060; --known-back: #e6f4f3; }
@media (prefers-color-scheme: dark) { :root { --known: #7fd0cb; --known-back: #15302f; } }
.verdict.known { color: var(--known); }
header { border-top: 5px solid var(--pass); padding-top: 1.1rem; }
header.red { border-color: var(--fail); }
.tally { display: grid; grid-template-columns: repeat(6, 1fr); gap: .6rem; margin-top: 1.1rem; }
.tally > div { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .6rem .8rem; }
.tally > .none { background: none; }
.tally > .none b { color: var(--soft); font-weight: 400; }
.tally a { text-decoration: none; }
.tally a:hover { text-decoration: underline; }
.tally b { display: block; font-size: 1.7rem; line-height: 1.2; }
.tally small { display: block; line-height: 1.35; }
.tally [data-count] { font-weight: 650; }
.tally .verdict.known, .row .verdict.known, .group h2 .verdict.known { color: var(--known); }
.run-reasons { margin: .9rem 0 0 1.2rem; }
.alert { background: var(--fail-back); border: 1px solid var(--fail); border-radius: 8px; padding: .7rem 1rem; margin-top: 1rem; }
.alert.allowed { background: var(--card); border-color: var(--rule); }
.alert h2 { margin: 0; font-size: 1.05rem; }
.alert ul { list-style: none; }
.alert li { margin-top: .3rem; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem .9rem; align-items: end; margin-top: .75rem; }
.filters label { font-size: .84rem; color: var(--soft); display: grid; gap: .15rem; }
.filters select { max-width: 14rem; }
.filters input, .filters select { color: var(--ink); font-size: .95rem; }
.filters input { width: 22rem; max-width: 100%; }
.filters p { flex: 1 0 100%; margin: 0; }
.group { content-visibility: auto; contain-intrinsic-size: auto 30rem; }
.group h2 { display: flex; flex-wrap: wrap; gap: .1rem .6rem; align-items: baseline; }
.cause { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; margin-top: .5rem; }
.cause summary { cursor: pointer; display: grid; grid-template-columns: 1fr; gap: .1rem; padding: .5rem .9rem .5rem 2rem; position: relative; list-style: none; border-radius: 8px; }
.cause summary::-webkit-details-marker { display: none; }
.cause summary::before { content: '▸'; position: absolute; left: .9rem; top: .5rem; color: var(--soft); }
.cause[open] > summary::before { content: '▾'; }
.cause summary:hover { background: var(--code); }
.cause .of { font-weight: 600; color: var(--soft); margin-inline: .3rem; }
.cause .title, .cause .found { font-size: .92rem; }
.cause .found { color: var(--soft); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.lines { list-style: none; border-top: 1px solid var(--rule); }
.row { display: grid; grid-template-columns: 11rem minmax(0, 1fr) 14rem; gap: .1rem 1rem; padding: .35rem .9rem; border-top: 1px solid var(--rule); }
.row:first-child { border-top: 0; }
.row:hover { background: var(--code); }
.row .open { font-weight: 550; text-decoration: none; }
.row .open:hover, .variants a:hover { text-decoration: underline; }
.row .what code { display: block; color: var(--soft); }
.row .counted small { display: block; padding-left: 1.25rem; }
.variants { display: flex; flex-wrap: wrap; gap: 0 .8rem; font-size: .88rem; }
.variants a { text-decoration: none; min-height: 1.5rem; }
.app small { display: block; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: .88rem; }
.facts dt { color: var(--soft); }
[data-view='result'] .overview { display: none; }
[data-view='result'] .result { margin-top: .5rem; }
#list:focus { outline: none; }
[data-view='result'] :is(.covers, .tally, .alert, .run-reasons) { display: none; }
[data-view='result'] header { border: 0; padding-top: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
[data-view='result'] h1 { font-size: 1rem; order: -1; }
@media (max-width: 64rem) { .tally { grid-template-columns: repeat(3, 1fr); } }
@media (max-width: 40rem) {
  .tally { grid-template-columns: repeat(3, 1fr); gap: .4rem; }
  .row { grid-template-columns: 1fr auto; }
  .row .what { grid-column: 1 / -1; grid-row: 2; }
  .row .app { text-align: right; }
  .row .app small, .row .counted small { display: inline; padding: 0; }
  .tally .meaning { display: none; }
  .tally > div { padding: .35rem .6rem; }
  .filters { display: grid; grid-template-columns: 1fr 1fr; gap: .4rem .6rem; }
  .filters label:first-child, .filters p { grid-column: 1 / -1; }
  .filters select { width: 100%; max-width: none; }
  .filters input { width: 100%; }
  .keys { display: none; }
}
`;
