/** Stories: their list, and the steps of a tour. */
export const STORY_STYLE = `
.story { max-width: 60rem; margin: .6rem auto 0; }
.story:has(.pair) { max-width: none; }
.story > h2 { font-size: 1.35rem; max-width: 60rem; margin-bottom: .7rem; }
.story > h2:focus { outline: none; }
.story > .card { margin-block: .7rem; }
.story h3 { margin-top: 0; font-size: 1.1rem; }
.story .card > h3:not(:first-child) { margin-top: 1rem; }
.story .kicker { margin: .6rem 0 .1rem; }
.situation .kicker { margin-top: 0; }
.story .situation > h3:not(:first-child) { margin-top: 0; }
.story-list { margin-left: 2rem; display: grid; gap: .55rem; margin-top: 1rem; }
.story-list a { display: block; }
.card.answer { background: var(--mark); }
.card.answer p { font-size: 1.1rem; }
.fixes { margin-left: 1.2rem; display: grid; gap: .5rem; }
.single, .pair { display: grid; gap: 1rem; align-items: start; margin-top: .8rem; }
.pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.client h4 { margin: 0; font-size: 1.05rem; }
.client.right { border-top: 4px solid var(--pass); }
.client.naive { border-top: 4px solid var(--fail); }
.client .meaning { color: var(--soft); }
.finding > div { margin-top: .3rem; }
.finding dt { font-size: .84rem; color: var(--soft); }
.breaks { list-style: none; margin-top: .4rem; }
.client .diagram { margin-top: .8rem; }
.client .said { grid-column: 1 / -1; text-align: left; padding: 0 .5rem; margin-inline: 0; white-space: normal; }
.client .move { border-top: 1px solid var(--rule); }
.client .move.answer { border-top: 0; }
.client .diagram .reasons { margin-inline: .5rem; max-width: none; }
.client .move > .mark { position: relative; margin: .1rem .5rem; }
.move.decides { background: color-mix(in srgb, var(--warn) 10%, transparent); }
.move.decides.fail { background: color-mix(in srgb, var(--fail) 10%, transparent); }
.story-progress progress { width: 100%; accent-color: var(--link); }
.story-progress .action { margin-top: .5rem; }
.story-way { position: sticky; bottom: 0; z-index: 5; display: flex; gap: .6rem; align-items: center; justify-content: space-between; background: var(--paper); border-top: 1px solid var(--line); padding: .6rem 0; margin-top: 1.2rem; font-size: .92rem; color: var(--soft); text-align: center; }
.button { display: inline-block; flex: none; min-height: 2.25rem; padding: .3rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--ink); text-decoration: none; font-weight: 500; }
.button:hover { background: var(--code); }
.button.lead { background: var(--link); border-color: var(--link); color: var(--card); font-weight: 650; }
.button.lead:hover { background: var(--ink); border-color: var(--ink); }
@media (max-width: 64rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
`;
