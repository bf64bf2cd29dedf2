import { createHash } from 'node:crypto';
import type { PageData } from './data.ts';
import { readPageScript } from './page-script.ts';
import { STYLE } from './style.ts';
import { type Content, type Html, html, trusted } from './template.ts';

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

// The policy allows only our own style sheet and script, by their digests: no image, no request, no form.
const policyFor = (script: string): string =>
  `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'`;

/** Inert to the browser: the script reads it. */
const renderData = (id: string, text: string): Html => html`<script type="text/plain" id="${id}">${trusted(text)}</script>`;

/** A whole page that needs no other file. Without its script it still lists the results. */
export const renderLayout = (title: string, body: Content, { shared, parts }: PageData): Html => {
  const script = readPageScript();
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
${renderData('data-shared', shared)}
${parts.map((part, number) => renderData(`data-${number}`, part))}
<script>${trusted(script)}</script>
</body>
</html>
`;
};
