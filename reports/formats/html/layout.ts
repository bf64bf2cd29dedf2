import { createHash } from 'node:crypto';
import { type Content, type Html, html, trusted } from './escape.ts';
import { STYLE } from './style.ts';

// The policy lets in our own style sheet, by its digest, and nothing else: no script, no picture, no request.
const styleDigest = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${styleDigest}'; base-uri 'none'; form-action 'none'`;

/** A whole page that needs no other file and no script. */
export const renderLayout = (title: string, body: Content): Html => html`<!doctype html>
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
`;
