/** The view of one result: story, checks, command, sources. */
export const RESULT = `
.result { background: var(--card); border: 1px solid var(--rule); border-top: 5px solid var(--skip); border-radius: 8px; padding: 1.1rem 1.4rem 1.5rem; margin-top: 1.25rem; scroll-margin-top: 1rem; }
.result.fail { border-top-color: var(--fail); }
.result.inconclusive { border-top-color: var(--inconclusive); }
.result.pass { border-top-color: var(--pass); }
.result.info { border-top-color: var(--info); }
.result.warn { border-top-color: var(--warn); }
.result.known { border-top-color: var(--known); }
.crumb { margin: 0 0 .7rem; font-size: .92rem; }
.siblings { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .92rem; margin-top: .5rem; }
.siblings b { font-weight: 400; color: var(--soft); }
.siblings a { text-decoration: none; }
.siblings a:hover { text-decoration: underline; }
.expectation, .reason { background: var(--mark); border-radius: 6px; padding: .5rem .75rem; margin-top: .7rem; }
.story { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: .8rem 2rem; margin-top: 1.1rem; }
.story dt { font-weight: 650; }
.checks, .basis, .behaviours { list-style: none; }
.checks > li { display: grid; grid-template-columns: 8.4rem 1fr; gap: .2rem .6rem; padding: .5rem 0; border-top: 1px solid var(--rule); }
.checks > li:first-child { border-top: 0; }
.checks b { font-weight: 600; }
.checks > li > span small { display: block; padding-left: 1.25rem; }
.evidence details { display: inline; }
.evidence summary { cursor: pointer; color: var(--soft); font-size: .92rem; }
.checks .pass b { font-weight: 400; }
.checks dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .9rem; }
.checks dt { color: var(--soft); }
.evidence a { font-family: var(--mono); font-size: .86em; }
dd.fix { border-left: 4px solid var(--info); background: var(--info-back); border-radius: 0 6px 6px 0; padding: .3rem .7rem; margin: .15rem 0; }
.command { display: flex; gap: .5rem; align-items: start; }
.command pre { flex: 1; margin-top: .35rem; }
.command button { margin-top: .35rem; min-width: 5.5rem; min-height: 2.55rem; }
.basis li { display: grid; grid-template-columns: 12rem 1fr; gap: 0 .9rem; padding: .15rem 0; }
.basis b { font-weight: 400; color: var(--soft); }
.passed > .checks { margin-top: .2rem; }
.behaviours li { padding: .35rem 0; border-top: 1px solid var(--rule); scroll-margin-top: 1rem; }
details.more { margin-top: .4rem; }
.more summary { cursor: pointer; color: var(--soft); }
.behaviours li:first-child { border-top: 0; }
.behaviours code, .behaviours small { display: block; }
.behaviours li:target, .exchanges > li:target { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 3px; }
@media (max-width: 40rem) {
  .result { padding: .9rem .9rem 1.2rem; }
  .checks > li, .basis li { grid-template-columns: 1fr; }
  .checks dl { grid-template-columns: 1fr; }
  .checks dd { margin-bottom: .3rem; }
  .command { flex-direction: column; align-items: stretch; }
  .command button { margin-top: 0; }
}
`;
