/** The one stylesheet of all persona pages: readable in light and dark, visible focus, 44 px targets. */
export const STYLESHEET = `
:root{color-scheme:light dark;--ink:#1c1f24;--soft:#545b66;--paper:#fff;--back:#eef1f5;--line:#c3c9d2;--lead:#1a56c4;--lead-ink:#fff;--warn:#a3231b}
@media (prefers-color-scheme:dark){:root{--ink:#eceff4;--soft:#aeb6c2;--paper:#1d2126;--back:#121417;--line:#454c57;--lead:#9cc1ff;--lead-ink:#0b1b36;--warn:#ffb0a8}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:1.5rem;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:28rem;background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:2rem}
header{color:var(--soft);font-size:.875rem}
h1{margin:.25rem 0 .5rem;font-size:1.5rem;line-height:1.25}
p{margin:.5rem 0}
form{margin:1.5rem 0 0}
fieldset{border:0;margin:0;padding:0}
legend{padding:0;font-weight:600}
ul{list-style:none;margin:0;padding:0}
li+li{border-top:1px solid var(--line)}
input[type=text],input[type=email],input[type=password]{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.5rem;min-height:2.75rem;padding:.5rem .75rem;width:100%}
a{color:var(--lead)}
button{font:inherit;color:inherit;cursor:pointer;min-height:2.75rem;border-radius:.5rem;border:1px solid var(--line);background:var(--paper);padding:.5rem 1.25rem}
button.account{display:flex;gap:.75rem;align-items:center;width:100%;border:0;border-radius:0;text-align:left;padding:.75rem .25rem}
button.account:hover{background:var(--back)}
button.lead{background:var(--lead);border-color:var(--lead);color:var(--lead-ink);font-weight:600}
:focus-visible{outline:3px solid var(--lead);outline-offset:2px}
.initial{flex:none;width:2.25rem;height:2.25rem;border-radius:50%;background:var(--lead);color:var(--lead-ink);display:grid;place-items:center;font-weight:600}
.two{display:grid}
.soft{color:var(--soft);font-size:.875rem;overflow-wrap:anywhere}
.scope{display:flex;gap:.75rem;align-items:flex-start;padding:.75rem .25rem;min-height:2.75rem}
.scope input{flex:none;width:1.25rem;height:1.25rem;margin:.125rem 0 0;accent-color:var(--lead)}
.choice{display:flex;flex-wrap:wrap;gap:.75rem;justify-content:flex-end;margin-top:1.5rem}
.wrong{color:var(--warn);font-weight:600}
.lines{white-space:pre-line}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--back);border-radius:.5rem;padding:.75rem;font-size:.8125rem}
aside{margin:1.5rem -1rem -1rem;padding:1rem;border:1px solid var(--line);border-left:4px solid var(--lead);border-radius:.5rem;background:var(--back);overflow-wrap:anywhere}
aside p:first-child{margin-top:0}
aside form{margin:.75rem 0}
aside button{width:100%}
aside pre{background:var(--paper);margin:.5rem 0 0}
summary{cursor:pointer;min-height:1.75rem;color:var(--soft);font-size:.875rem}
@media (max-width:30rem){body{padding:.75rem}main{padding:1.25rem}aside{margin:1.25rem -.5rem -.5rem}}
footer{margin-top:1rem;max-width:28rem;color:var(--soft);font-size:.8125rem;text-align:center}
`;
