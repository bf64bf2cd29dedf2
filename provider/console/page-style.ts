/** The page: head, columns, cards and their rows. */
export const PAGE_STYLE = `
header, main { max-width: 96rem; margin: 0 auto; padding-inline: 1.25rem; }
header { padding-top: .75rem; }
main { padding-top: 0; }
h1 { font-size: 1.25rem; }
h2 { margin-top: 0; font-size: 1.1rem; }
h3 { font-size: 1rem; margin-top: .9rem; display: block; }
.title { display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: center; }
.title p { margin: 0; }
.connection { font-weight: 650; border: 1px solid currentcolor; border-radius: 4px; padding: 0 .5rem; font-size: .86rem; }
.connection.live { color: var(--pass); }
.connection.away { color: var(--fail); background: var(--fail-back); }
.connection.connecting { color: var(--soft); }
.lab { color: var(--soft); font-size: .92rem; }
.finding-count { margin-left: auto !important; color: var(--soft); font-size: .92rem; }
.finding-count a { text-decoration: none; padding: .1rem .6rem; }
.facts { display: flex; flex-wrap: wrap; gap: 0 1.5rem; color: var(--soft); font-size: .9rem; margin: .3rem 0 .5rem; }
.facts b, .facts time { color: var(--ink); font-weight: 600; }
.facts code { color: var(--ink); }
.facts .app code { display: inline-block; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
.facts .app + .app::before { content: ' · '; }
.facts .clock { margin-left: auto; }
.status-line { min-height: 1.75rem; margin: .35rem 0 .6rem; font-size: .92rem; display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
.status-line p { margin: 0; }
.status-line details[open] { flex: 1 0 100%; }
.notice::before { content: '✓ '; color: var(--pass); font-weight: 700; }
.notice.refused::before { content: '! '; color: var(--warn); }
.notice.failed { color: var(--fail); }
.notice.failed::before { content: '✕ '; color: var(--fail); }
div.away { border: 1px solid var(--line); border-left: 5px solid var(--fail); background: var(--fail-back); border-radius: 6px; padding: .35rem .8rem; margin-bottom: .3rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 24rem; grid-template-rows: auto 1fr; gap: 0 1.1rem; align-items: start; }
.timeline { grid-column: 1; grid-row: 1 / span 2; min-width: 0; }
.passed { grid-column: 2; grid-row: 1; margin-bottom: 1rem; }
.side { grid-column: 2; grid-row: 2; display: grid; gap: 1rem; min-width: 0; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .8rem 1rem; min-width: 0; }
.rows { list-style: none; }
.rows > li { padding: .4rem 0; border-top: 1px solid var(--rule); }
.rows > li:first-child { border-top: 0; }
.rows ul { list-style: none; }
.row-state { background: none; padding: 0; margin: .05rem 0; color: var(--soft); font-size: .9rem; }
.dead { color: var(--soft); }
.dead code { text-decoration: line-through; }
.add, .make { margin-top: .75rem; }
.add label, .make label { display: grid; gap: .2rem; font-size: .88rem; color: var(--soft); }
.add input, .make select { color: var(--ink); width: 100%; }
.how { font-size: .92rem; }
.how a { margin-right: .75rem; }
.minted dt { font-size: .84rem; color: var(--soft); margin-top: .4rem; }
.carried { list-style: none; }
.switchboard { margin-top: 1.25rem; }
.switchboard label { display: flex; gap: .5rem; align-items: center; margin-top: .6rem; color: var(--soft); font-size: .92rem; }
.switchboard input { color: var(--ink); }
.number { display: inline-flex; gap: .5rem; flex-wrap: wrap; align-items: center; }
.passed { background: var(--mark); }
.passed-head { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
.passed-head button { flex: none; min-height: 1.8rem; font-size: .86rem; }
.passed p { margin: .2rem 0; }
.passed ul { list-style: none; }
.passed .ended { margin: .2rem 0; }
.passed .ended li::before { content: '✕ '; color: var(--fail); font-weight: 700; }
.not-following li { font-family: var(--mono); font-size: .84rem; }
.passed .action { margin-top: .6rem; }
.mark.pass { color: var(--pass); background: color-mix(in srgb, var(--pass) 10%, var(--card)); }
@media (max-width: 64rem) {
  /* One column: the last flow, then what ended, then the older flows. */
  .columns { display: flex; flex-direction: column; align-items: stretch; }
  .timeline, .flows { display: contents; }
  .flows > .flow:first-child { order: 1; }
  .passed { order: 2; margin-block: .5rem; }
  .flows > .flow { order: 3; }
  .timeline > .more { order: 4; align-self: start; }
  .side { order: 5; margin-top: 1rem; }
  .facts .clock { margin-left: 0; }
}
@media (max-width: 40rem) {
  header, main { padding-inline: .7rem; }
  main { padding-block: 0 2rem; }
  .finding-count { margin-left: 0 !important; }
}
`;
