import { BASE } from '../../drawing/style/base.ts';
import { DIAGRAM } from '../../drawing/style/diagram.ts';
import { EXCHANGES } from '../../drawing/style/exchanges.ts';

/** Styles beyond those of the report: action buttons, columns, cards. */
const CONSOLE = `
main { max-width: 96rem; }
h2 { margin-top: 0; }
h3 { font-size: 1.05rem; margin-top: 1.1rem; }
.exchange h3 { display: block; margin-top: 1rem; }
.title { display: flex; flex-wrap: wrap; gap: .4rem 1.25rem; align-items: center; }
.connection { font-weight: 650; border: 1px solid currentcolor; border-radius: 4px; padding: 0 .5rem; margin: 0; font-size: .9rem; }
.connection.live { color: var(--pass); }
.connection.away { color: var(--fail); background: var(--fail-back); }
.connection.connecting { color: var(--soft); }
.picker { display: flex; gap: .5rem; align-items: center; margin-left: auto; font-size: .92rem; color: var(--soft); }
.picker select { color: var(--ink); }
.clock { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; color: var(--soft); font-size: .95rem; margin-top: .5rem; }
.clock b, .clock time { color: var(--ink); font-weight: 600; }
.notices { position: sticky; bottom: .75rem; z-index: 5; display: grid; gap: .5rem; margin-top: 1.25rem; }
div.away, .notice { border: 1px solid var(--line); border-left: 5px solid var(--info); background: var(--info-back); border-radius: 6px; padding: .45rem .8rem; box-shadow: 0 2px 10px rgb(0 0 0 / .18); }
div.away, .notice.error { border-left-color: var(--fail); background: var(--fail-back); }
.notice { display: flex; gap: 1rem; align-items: center; justify-content: space-between; }
.notice button { min-height: 1.8rem; font-size: .88rem; }
.board { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: .75rem; margin-top: 1.1rem; }
.action button { font-weight: 600; }
.board .action, .unregistered .action { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .6rem .7rem; }
.board .action > button { width: 100%; }
.unregistered .action > small { display: block; margin-top: .35rem; }
.board .action > small { display: block; margin-top: .4rem; line-height: 1.35; }
.board .action > button { line-height: 1.25; }
.action.lead > button { background: var(--link); border-color: var(--link); color: var(--card); }
.action.lead > button:hover { background: var(--ink); }
.action summary { cursor: pointer; color: var(--soft); font-size: .84rem; padding: .15rem 0; width: fit-content; }
.action button[aria-busy='true'] { opacity: .7; }
.action.small { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; margin-top: .25rem; }
.action.small > button { min-height: 1.9rem; padding: .05rem .55rem; font-size: .9rem; }
.action.small details[open] { flex: 1 0 100%; }
.board label { display: flex; gap: .4rem; align-items: center; font-size: .84rem; color: var(--soft); margin-top: .35rem; }
.board label select { color: var(--ink); min-width: 0; flex: 1; min-height: 1.9rem; }
.command { display: flex; gap: .5rem; align-items: start; }
.command pre { flex: 1; min-width: 0; margin: .2rem 0; max-height: 12rem; overflow-y: auto; }
.command button { margin-top: .2rem; font-weight: 400; font-size: .88rem; min-width: 4.6rem; }
.next-day { background: var(--mark); border: 1px solid var(--rule); border-radius: 8px; padding: 1rem 1.2rem; margin-top: 1rem; }
.next-day ul { margin: .5rem 0 .5rem 1.2rem; }
.dead { color: var(--soft); }
.dead b { color: var(--fail); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 25rem; gap: 1.5rem; margin-top: 1.5rem; align-items: start; }
.card { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: 1rem 1.1rem; }
.side { display: grid; gap: 1.25rem; }
.rows { list-style: none; }
.rows > li { padding: .5rem 0; border-top: 1px solid var(--rule); }
.rows > li:first-child { border-top: 0; }
.rows ul { list-style: none; }
.row-state { background: none; padding: 0; margin: .1rem 0; color: var(--soft); font-size: .92rem; }
.dead code { text-decoration: line-through; }
.add, .make { margin-top: .75rem; }
.add label, .make label { display: grid; gap: .2rem; font-size: .88rem; color: var(--soft); }
.add input, .make select { color: var(--ink); width: 100%; }
.how { font-size: .92rem; }
.how a { margin-right: .75rem; }
.minted dt { font-size: .84rem; color: var(--soft); margin-top: .4rem; }
.flows { list-style: none; margin-top: .75rem; }
.flow { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; margin-top: .75rem; padding: .35rem .6rem .6rem; }
.flow.login { border-left: 5px solid var(--link); }
.fold-flow { border: 0; background: none; width: 100%; text-align: left; padding: .3rem .4rem; }
.fold-flow::before { content: '▸ '; color: var(--soft); }
.fold-flow[aria-expanded='true']::before { content: '▾ '; }
.aged { position: relative; text-align: center; margin: 1rem 0 0; border-top: 2px dotted var(--warn); }
.aged span { position: relative; top: -.8rem; background: var(--card); color: var(--warn); font-weight: 600; font-size: .92rem; padding: 0 .6rem; }
.more { margin-top: .6rem; }
.move .grid { display: grid; grid-template-columns: repeat(calc(2 * var(--lanes)), minmax(0, 1fr)); }
.redirect .arrow { border-top-style: dotted; }
.redirect .said { color: var(--soft); font-size: .78rem; }
.exchange { position: relative; z-index: 1; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .9rem .9rem; margin: .4rem; }
.exchange > .note a { float: right; }
.exchange pre { max-height: 28rem; overflow: auto; }
.reasons-long { list-style: none; }
.reasons-long li { border-left: 3px solid var(--warn); padding-left: .7rem; margin-top: .5rem; }
.reasons-long small { display: block; }
.carried { list-style: none; }
.unregistered { position: relative; z-index: 1; background: var(--mark); border: 1px solid var(--rule); border-radius: 8px; padding: .6rem .9rem; margin-top: .75rem; }
.empty { background: var(--card); border: 1px dashed var(--line); border-radius: 8px; padding: 1.2rem 1.4rem; margin-top: .75rem; }
.empty ul { margin: .5rem 0 0 1.2rem; }
.switchboard { margin-top: 1.5rem; }
.switchboard label { display: flex; gap: .5rem; align-items: center; margin-top: .6rem; color: var(--soft); font-size: .92rem; }
.switchboard input { color: var(--ink); }
.number { display: inline-flex; gap: .5rem; flex-wrap: wrap; align-items: center; }
@media (max-width: 64rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) { .picker { margin-left: 0; } .command { flex-direction: column; align-items: stretch; } .exchange, .unregistered { margin-inline: 0; } }
`;

/** The style sheet of the console: that of the report, and actions. */
export const CONSOLE_STYLE = [BASE, DIAGRAM, EXCHANGES, CONSOLE].join('');
