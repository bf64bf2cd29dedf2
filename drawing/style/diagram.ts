const LANES = [1, 2, 3, 4, 5];
const COUNTS = [3, 4, 5];

/** Every lane is two columns wide; its line is the border between them, so that an arrow runs from line to line. */
const columns = [
  ...COUNTS.map((count) => `.lanes-${count} { --lanes: ${count}; }`),
  ...LANES.map(
    (lane) => `.lane-${lane} { grid-column: ${2 * lane - 1} / span 2; } .lives .lane-${lane} { grid-column: ${2 * lane}; }`,
  ),
  ...LANES.map((lane) => `.from-${lane} { grid-column-start: ${2 * lane}; } .to-${lane} { grid-column-end: ${2 * lane}; }`),
].join('\n');

/** The sequence diagram: lines are borders, since paper shows no backgrounds. */
export const DIAGRAM = `
.diagram { position: relative; margin-top: .6rem; border: 1px solid var(--rule); border-radius: 8px; padding: 0 .25rem .6rem; }
.heads, .lives, .move > a { display: grid; grid-template-columns: repeat(calc(2 * var(--lanes)), minmax(0, 1fr)); }
.heads { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--rule); border-radius: 8px 8px 0 0; }
.heads span { text-align: center; font-weight: 650; font-size: .92rem; padding: .45rem 0; }
.lives { position: absolute; inset: 2.4rem .25rem .6rem; }
.lives i { border-left: 1px dashed var(--line); }
.moves { position: relative; list-style: none; }
.move { padding: .3rem 0 .2rem; }
.move > a { color: inherit; text-decoration: none; border-radius: 4px; padding: .1rem 0; }
.move > a:hover { background: color-mix(in srgb, var(--link) 9%, transparent); }
.said { text-align: center; font-size: .88rem; line-height: 1.3; padding: 0 .4rem; font-family: var(--mono); }
.move > a:hover .said { text-decoration: underline; }
.label, .code { background: var(--card); padding: 0 .3rem; }
.arrow { position: relative; height: .45rem; margin-top: .2rem; border-top: 2px solid var(--ink); }
.reply { position: relative; display: flex; align-items: center; gap: .5rem; height: 1.15rem; font-size: .84rem; }
.reply::before { content: ''; order: 1; flex: 1; border-top: 1.5px dashed var(--line); }
.reply::after { content: ''; order: 3; flex: 1; border-top: 1.5px dashed var(--line); }
.reply .code { order: 2; font-family: var(--mono); }
.arrow::after, .reply .head { content: ''; position: absolute; top: -6px; border: 5px solid transparent; }
.arrow.right::after { right: 0; border-left: 8px solid var(--ink); border-right: 0; }
.arrow.left::after { left: 0; border-right: 8px solid var(--ink); border-left: 0; }
.reply .head { top: calc(50% - 5px); }
.reply.right .head { right: 0; border-left: 8px solid var(--line); border-right: 0; }
.reply.left .head { left: 0; border-right: 8px solid var(--line); border-left: 0; }
.marks { grid-column: 1 / -1; text-align: center; padding: .15rem .5rem 0; }
.move.fail .arrow { border-top: 3px solid var(--fail); }
.move.fail .arrow.right::after { border-color: transparent; border-left-color: var(--fail); top: -6.5px; }
.move.fail .arrow.left::after { border-color: transparent; border-right-color: var(--fail); top: -6.5px; }
.move.fail .code { color: var(--fail); }
.diagram .reasons { position: relative; width: fit-content; max-width: min(46rem, 94%); margin: .15rem auto .25rem; padding: .1rem .6rem; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; font-size: .86rem; color: var(--soft); }
.diagram summary { cursor: pointer; }
${columns}
@media (max-width: 48rem) {
  .heads span { font-size: .82rem; }
  .said { grid-column: 1 / -1; text-align: left; padding: 0 .5rem; font-size: .82rem; }
  .move { border-top: 1px solid var(--rule); }
  .diagram .reasons { margin-inline: .5rem; max-width: none; }
  .marks { text-align: left; }
}
`;
