/** Actions: the bar, its menus, the buttons in rows, the confirmation. */
export const BAR_STYLE = `
button { font-weight: 500; }
.toolbar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.toolbar > .apart { margin-left: auto; display: flex; flex-wrap: wrap; gap: .5rem; }
.split { display: flex; }
.split > button { background: var(--link); border-color: var(--link); color: var(--card); font-weight: 650; border-radius: 6px 0 0 6px; padding-inline: 1rem; }
.split > button:hover { background: var(--ink); border-color: var(--ink); }
.split > .menu > summary { border-left: 0; border-radius: 0 6px 6px 0; }
.danger { color: var(--fail); border-color: var(--fail); }
.danger:hover { background: var(--fail-back); }
.menu { position: relative; }
.menu > summary { list-style: none; cursor: pointer; min-height: 2.25rem; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); white-space: nowrap; font-weight: 500; }
.menu > summary::-webkit-details-marker { display: none; }
.menu > summary::after { content: ' ▾'; color: var(--soft); }
.menu > summary:hover, .menu[open] > summary { background: var(--code); }
.menu > .panel { position: absolute; z-index: 10; top: calc(100% + .3rem); left: 0; width: 27rem; max-width: calc(100vw - 1.5rem); max-height: calc(100vh - 8rem); overflow-y: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .4rem .9rem .8rem; box-shadow: 0 6px 24px rgb(0 0 0 / .22); }
.title .menu > summary { min-height: 0; padding: .05rem .6rem; font-size: .9rem; }
.title .panel { width: 18rem; }
.panel > label[for='world'] { display: block; margin-top: .4rem; font-size: .88rem; color: var(--soft); }
.panel select, .panel input { width: 100%; color: var(--ink); }
.split .panel { width: 43rem; }
.panel .action { display: grid; grid-template-columns: 1fr auto; gap: .1rem .75rem; align-items: center; padding: .35rem 0; border-top: 1px solid var(--rule); }
.panel > .action:first-child { border-top: 0; }
.panel .action > button { justify-self: start; font-weight: 600; min-height: 1.9rem; padding-block: .05rem; }
.panel .action > small, .panel .action > label, .panel .action > .curl[open] { grid-column: 1 / -1; }
.panel .action > .curl { grid-column: 2; grid-row: 1; }
.panel .action > .curl[open] { grid-row: auto; }
.panel .action label { display: flex; gap: .5rem; align-items: center; font-size: .88rem; color: var(--soft); }
@media (min-width: 48.01rem) {
  .split .panel > .action { grid-template-columns: 13rem minmax(0, 1fr) auto; }
  .split .panel > .action > small { grid-row: 1; grid-column: 2; }
  .split .panel > .action > .curl { grid-column: 3; }
  .split .panel > .action > .curl[open] { grid-column: 1 / -1; }
}
.own-duration { border-top: 1px solid var(--line); padding-top: .6rem; margin-top: .3rem; }
.own-duration > label { display: block; font-size: .9rem; font-weight: 600; }
.own-duration input[aria-invalid='true'] { border-color: var(--fail); }
.problem { color: var(--fail); font-size: .9rem; margin: .2rem 0; }
.problem:empty { margin: 0; }
.action.lead > button { background: var(--link); border-color: var(--link); color: var(--card); }
.action.lead > button:hover { background: var(--ink); }
.action > small { display: block; }
.curl > summary, .action summary { cursor: pointer; color: var(--soft); font-size: .84rem; padding: .15rem 0; width: fit-content; }
button[aria-busy='true'] { opacity: .7; }
.action.small { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; margin-top: .25rem; }
.action.small > button { min-height: 1.8rem; padding: .02rem .55rem; font-size: .88rem; }
.action.small details[open] { flex: 1 0 100%; }
.command { display: flex; gap: .5rem; align-items: start; }
.command pre { flex: 1; min-width: 0; margin: .2rem 0; max-height: 12rem; overflow-y: auto; }
.command button { margin-top: .2rem; font-weight: 400; font-size: .88rem; min-width: 4.6rem; }
dialog { color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.3rem; width: 30rem; max-width: calc(100vw - 1.5rem); }
dialog::backdrop { background: rgb(0 0 0 / .45); }
.choices { display: flex; gap: .6rem; justify-content: flex-end; margin-top: 1rem; }
.choices .danger { background: var(--fail); color: var(--card); border-color: var(--fail); font-weight: 650; }
.choices .danger:hover { background: var(--ink); border-color: var(--ink); }
@media (max-width: 40rem) {
  .command { flex-direction: column; align-items: stretch; }
  .toolbar > .apart { margin-left: 0; }
  .toolbar button, .toolbar > .menu > summary, .split > .menu > summary { min-height: 2rem; padding: .15rem .6rem; font-size: .92rem; }
  .menu { position: static; }
  .toolbar, .title { position: relative; }
  .menu > .panel { left: 0; right: 0; width: auto; top: calc(100% + .3rem); }
}
`;
