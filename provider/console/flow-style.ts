/** Flows: closer rows than in the report, so that a login and its refusal fit a window; the refusal, the findings. */
export const FLOW_STYLE = `
.flows { list-style: none; }
.flow { background: var(--card); border: 1px solid var(--rule); border-radius: 8px; padding: .15rem .5rem .5rem; }
.flow + .flow { margin-top: .5rem; }
.flow.login { border-left: 5px solid var(--link); }
.fold-flow { border: 0; background: none; width: 100%; text-align: left; padding: .15rem .3rem; min-height: 2rem; }
.fold-flow { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.fold-flow::before { content: '▸ '; color: var(--soft); }
.fold-flow[aria-expanded='true']::before { content: '▾ '; }
.diagram { margin-top: .1rem; padding-bottom: .4rem; }
.heads span { padding: .15rem 0; font-size: .88rem; }
.lives { top: 1.8rem; }
.move { padding: .12rem 0 .05rem; scroll-margin-top: 2rem; }
.said { font-size: .84rem; line-height: 1.2; }
.arrow { height: .3rem; margin-top: .1rem; }
.reply { height: .95rem; }
.reply .code { font-size: .82rem; }
@media (min-width: 48.01rem) { .said { white-space: nowrap; margin-inline: -3rem; z-index: 1; } }
.move .grid { display: grid; grid-template-columns: repeat(calc(2 * var(--lanes)), minmax(0, 1fr)); }
.redirect .arrow { border-top-style: dotted; }
.redirect .said { color: var(--soft); font-size: .78rem; }
.diagram .reasons { border: 0; margin-block: 0; padding-block: 0; line-height: 1.3; font-size: .82rem; }
.refusal { position: relative; z-index: 1; background: var(--fail-back); border: 1px solid var(--rule); border-left: 4px solid var(--fail); border-radius: 6px; margin: .2rem .4rem .3rem; padding: .3rem .7rem; font-size: .92rem; }
.refusal > div { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 .75rem; }
.refusal dt { color: var(--soft); font-size: .86rem; padding-top: .08rem; }
.refusal > div:nth-child(2) dd { font-weight: 650; }
.refusal dd, .refusal li { font-size: .92rem; }
.refusal ul { list-style: none; }
.finding-marks { position: relative; z-index: 1; list-style: none; margin: .2rem .4rem .3rem; font-size: .84rem; line-height: 1.35; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: .2rem .7rem; }
.finding-marks li + li { margin-top: .25rem; }
.folded { position: relative; text-align: center; }
.folded button { min-height: 1.7rem; padding: 0 .8rem; font-size: .84rem; color: var(--soft); border-style: dashed; }
.aged { position: relative; text-align: center; margin: .7rem 0 -.5rem; border-top: 2px dotted var(--warn); }
.aged span { position: relative; top: -.8rem; background: var(--card); color: var(--warn); font-weight: 600; font-size: .88rem; padding: 0 .6rem; }
.more { margin-top: .6rem; }
.exchange { position: relative; z-index: 1; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: .5rem .9rem .9rem; margin: .4rem; }
.exchange > .note a { float: right; }
.exchange pre { max-height: 28rem; overflow: auto; }
.reasons-long { list-style: none; }
.reasons-long li { border-left: 3px solid var(--warn); padding-left: .7rem; margin-top: .5rem; }
.reasons-long small { display: block; }
.unregistered { position: relative; z-index: 1; background: var(--mark); border: 1px solid var(--rule); border-radius: 8px; padding: .4rem .9rem .5rem; margin-bottom: .5rem; }
.unregistered .action { display: flex; flex-wrap: wrap; gap: .2rem .9rem; align-items: center; margin-top: .3rem; }
.unregistered .curl[open] { flex: 1 0 100%; }
.empty { background: var(--card); border: 1px dashed var(--line); border-radius: 8px; padding: 1rem 1.2rem; }
.empty ul { margin: .5rem 0 0 1.2rem; }
@media (max-width: 40rem) {
  .fold-flow { white-space: normal; }
  .refusal > div { grid-template-columns: minmax(0, 1fr); }
  .refusal, .finding-marks, .exchange { margin-inline: 0; }
}
`;
