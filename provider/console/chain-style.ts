/** Refresh tokens that replaced each other: a line from each to the next. */
export const CHAIN_STYLE = `
.chain { list-style: none; margin-top: .4rem; }
.member { position: relative; padding: 0 0 .5rem 1.4rem; }
.member::before { content: ''; position: absolute; left: .2rem; top: .3rem; width: .7rem; height: .7rem; border-radius: 50%; border: 2px solid var(--line); background: var(--card); z-index: 1; }
.member::after { content: ''; position: absolute; left: .6rem; top: .5rem; bottom: -.4rem; border-left: 2px solid var(--line); }
.member:last-child::after { display: none; }
.member.living::before { border-color: var(--pass); background: var(--pass); }
.member.dead::before { border-color: var(--fail); }
.member.more { color: var(--soft); font-size: .9rem; }
.member.more::before { border-style: dotted; }
.uses { list-style: none; font-size: .88rem; }
.uses .accepted > span { color: var(--pass); font-weight: 700; }
.uses .refused > span { color: var(--fail); font-weight: 700; }
.ended-by .because { display: block; }
.ended-by { border-left: 4px solid var(--fail); background: var(--fail-back); padding: .2rem .6rem; font-size: .92rem; overflow-wrap: anywhere; }
`;
