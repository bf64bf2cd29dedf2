/** The pages of the mailbox. */
export const MAILBOX_STYLE = `
.mailbox { max-width: 56rem; }
.mailbox form { display: inline-block; margin: 0; }
.mailbox .bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: .5rem 0 1rem; }
.mailbox .bar label { display: grid; gap: .2rem; font-size: .88rem; color: var(--soft); }
.mailbox .mail { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; }
.mailbox .mail a { font-weight: 600; flex: 1 1 16rem; overflow-wrap: anywhere; }
.mailbox .mail span { color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
.mailbox dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .5rem 0 1rem; }
.mailbox dt { color: var(--soft); }
.mailbox dd { margin: 0; overflow-wrap: anywhere; }
.mailbox pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: none; padding: .6rem .8rem; margin: 0 0 1rem; }
.mailbox .links { list-style: none; }
.mailbox .links a { overflow-wrap: anywhere; }
`;
