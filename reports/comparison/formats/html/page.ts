import { createHash } from 'node:crypto';
import { BASE } from '../../../../drawing/style/base.ts';
import { DIAGRAM } from '../../../../drawing/style/diagram.ts';
import { type Html, html, trusted } from '../../../formats/html/template.ts';

const COMPARISON = `
main { max-width: 100rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; margin: 1.25rem 0 0; }
section { margin-top: 2.75rem; scroll-margin-top: 1rem; }
section h2 { margin-top: 0; }
.table { overflow-x: auto; margin-top: .9rem; border: 1px solid var(--rule); border-radius: 8px; background: var(--card); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; min-width: 64rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .8rem; border-bottom: 1px solid var(--rule); font-size: .92rem; }
td { border-left: 1px solid var(--rule); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-size: .86rem; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 600; }
th.word { width: 12rem; }
.headlines th[scope=row] { font-weight: 650; }
.step { display: block; font-weight: 400; color: var(--soft); font-size: .84rem; }
td .why { margin-top: .3rem; }
td .why a, td small a { color: var(--soft); }
td small { display: block; margin-top: .3rem; }
td.cannot { color: var(--soft); font-style: italic; }
td.said-above { color: var(--soft); }
details { margin-top: .7rem; }
summary { cursor: pointer; color: var(--link); }
details.equal ul { margin: .35rem 0 0 1.3rem; font-size: .92rem; }
.side-by-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(21rem, 1fr)); gap: 1rem; margin-top: .6rem; align-items: start; }
.side-by-side h3 { font-size: 1rem; }
.side-by-side .diagram { background: var(--card); }
.side-by-side .heads { position: static; }
.moment { text-align: center; position: relative; font-size: .82rem; color: var(--soft); padding-top: .55rem; }
.moment span { background: var(--card); padding: 0 .5rem; }
.move > .line { display: grid; grid-template-columns: repeat(calc(2 * var(--lanes)), minmax(0, 1fr)); }
.diagram .reasons { font-size: .8rem; }
.behaviours { list-style: none; }
.behaviours li { padding: .35rem 0; border-bottom: 1px solid var(--rule); font-size: .92rem; scroll-margin-top: 1rem; }
.behaviours li:target, section:target h2 { background: var(--mark); }
.behaviours small { display: block; }
`;

const STYLE = [BASE, DIAGRAM, COMPARISON].join('');

const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** A whole page: no script, no image, no request. */
export const renderPage = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.markup;
