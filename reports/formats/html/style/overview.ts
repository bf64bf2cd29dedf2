/** Head, tally, what needs attention, filters and matrix; and which view is shown. */
export const OVERVIEW = `
header { border-top: 5px solid var(--pass); padding-top: 1.1rem; }
header.red { border-color: var(--fail); }
.tally { display: grid; grid-template-columns: repeat(6, 1fr); gap: .6rem; margin-top: 1.25rem; }
.tally > div { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .6rem .8rem; }
.tally > .none { background: none; }
.tally > .none b { color: var(--soft); font-weight: 400; }
.tally a { text-decoration: none; }
.tally a:hover { text-decoration: underline; }
.tally b { display: block; font-size: 1.7rem; line-height: 1.2; }
.tally small { display: block; line-height: 1.35; }
.run-reasons { margin: .9rem 0 0 1.2rem; }
.attention { list-style: none; margin-top: .75rem; background: var(--card); border: 1px solid var(--rule); border-radius: 8px; }
.attention li { display: grid; grid-template-columns: 8.4rem 1fr; gap: .2rem .6rem; padding: .6rem .9rem; border-top: 1px solid var(--rule); }
.attention li:first-child { border-top: 0; }
.attention a { font-weight: 600; }
.attention small { display: block; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem .9rem; align-items: end; margin-top: .75rem; }
.filters label { font-size: .84rem; color: var(--soft); display: grid; gap: .15rem; }
.filters input, .filters select { color: var(--ink); font-size: .95rem; }
.filters input { width: 17rem; max-width: 100%; }
.filters p { flex: 1 0 100%; margin: 0; }
.scroll { overflow-x: auto; margin-top: .75rem; border: 1px solid var(--rule); border-radius: 8px; background: var(--card); }
.matrix { border-collapse: collapse; width: 100%; }
.matrix th, .matrix td { text-align: left; vertical-align: top; padding: .5rem .65rem; border-top: 1px solid var(--rule); }
.matrix thead th { border-top: 0; vertical-align: bottom; font-size: .92rem; max-width: 8.6rem; overflow-wrap: break-word; }
.matrix thead small { white-space: normal; }
.matrix thead small, .matrix th code { display: block; font-weight: 400; color: var(--soft); }
.matrix tbody th { font-weight: 500; min-width: 17rem; }
.matrix .scenario th { position: sticky; left: 0; background: var(--card); }
.matrix td { white-space: nowrap; }
.matrix td > small { display: block; }
.matrix td a { text-decoration: none; display: inline-block; min-height: 1.5rem; }
.matrix td a:hover .verdict { text-decoration: underline; }
.matrix .area th { background: var(--code); color: var(--soft); font-size: .82rem; font-weight: 600; padding-block: .25rem; }
.matrix .variant th { padding-left: 1.9rem; font-size: .9rem; color: var(--soft); font-weight: 400; }
.matrix .variant th, .matrix .variant td { border-top-style: dotted; padding-block: .2rem; font-size: .92rem; }
.fold { min-height: 1.6rem; padding: 0 .5rem; margin-top: .25rem; font-size: .82rem; color: var(--soft); border-color: var(--rule); }
.fold::before { content: '▸ '; }
.fold[aria-expanded='true']::before { content: '▾ '; }
.facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: 1rem; font-size: .88rem; }
.facts dt { color: var(--soft); }
[data-view='overview'] .group, [data-view='result'] .overview, [data-view='result'] .result:not(.current) { display: none; }
[data-view='result'] .group:not(:has(> .current)), [data-view='result'] .group > .note { display: none; }
[data-view='result'] .group > h2 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[data-view='result'] .current { margin-top: .5rem; }
[data-view='result'] :is(.covers, .tally) { display: none; }
[data-view='result'] header { border: 0; padding-top: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
[data-view='result'] h1 { font-size: 1rem; order: -1; }
@media (max-width: 64rem) { .tally { grid-template-columns: repeat(3, 1fr); } }
@media (max-width: 40rem) {
  .tally { grid-template-columns: 1fr 1fr; gap: .4rem; }
  .attention li { grid-template-columns: 1fr; }
  .filters label { flex: 1 1 8rem; }
  .filters label:first-child { flex-basis: 100%; }
  .filters input { width: 100%; }
  .keys { display: none; }
  .matrix th, .matrix td { padding-inline: .55rem; }
  .matrix tbody th { min-width: 9.5rem; }
}
`;
