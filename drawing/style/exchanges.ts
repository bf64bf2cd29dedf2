/** Exchanges, unfolded and not; decoded tokens. */
export const EXCHANGES = `
.exchanges { list-style: none; border: 1px solid var(--rule); border-radius: 8px; margin-top: .5rem; }
.exchanges > li { padding: .4rem .8rem; border-top: 1px solid var(--rule); scroll-margin-top: 1rem; }
.exchanges > li:first-child { border-top: 0; }
.exchanges > .named { box-shadow: inset 4px 0 var(--warn); }
.exchanges > .named.fail { box-shadow: inset 4px 0 var(--fail); }
.exchanges > .named.info { box-shadow: inset 4px 0 var(--info); }
.exchanges summary { display: flex; flex-wrap: wrap; gap: .1rem .8rem; align-items: baseline; cursor: pointer; list-style: none; }
.exchanges summary::-webkit-details-marker { display: none; }
.exchanges summary::before { content: '▸'; color: var(--soft); width: .8em; flex: none; }
.exchanges [open] > summary::before { content: '▾'; }
.exchanges > li > .why { padding-left: 1.6rem; }
.exchanges .marks { flex: 0 0 100%; order: 9; padding-left: 1.6rem; text-align: left; }
.id { min-width: 4rem; color: var(--soft); }
.lanes { min-width: 8.6rem; font-size: .86rem; color: var(--soft); }
.line { flex: 1 1 18rem; }
.status { font-weight: 650; }
.took { min-width: 4rem; text-align: right; font-size: .86rem; color: var(--soft); }
.messages { padding: 0 0 .5rem 1.5rem; }
.token { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: .6rem 1.5rem; }
.members { border-collapse: collapse; width: 100%; align-self: start; font-size: .9rem; }
.members caption { text-align: left; font-size: .84rem; color: var(--soft); padding-bottom: .15rem; }
.members th, .members td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-top: 1px solid var(--rule); }
.members th { font-family: var(--mono); font-size: .84em; font-weight: 600; width: 8.5rem; }
.members small { display: block; }
@media (max-width: 48rem) {
  .line { flex-basis: 100%; order: 5; }
  .exchanges .marks { flex: 0 0 100%; order: 9; padding-left: 1.6rem; text-align: left; }
.id { min-width: 0; }
  .lanes { min-width: 0; flex: 1; }
  .took { min-width: 0; }
  .messages { padding-left: 0; }
  .token { grid-template-columns: minmax(0, 1fr); }
}
`;
