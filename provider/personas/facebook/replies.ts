import type { Reply } from '../../model/index.ts';
import { html, trusted } from '../../pages/index.ts';

const page = (status: 400 | 404 | 413, title: string, sentence: string): Reply => ({
  status,
  headers: [
    ['Content-Type', 'text/html; charset="utf-8"'],
    ['Cache-Control', 'private, no-cache, no-store, must-revalidate'],
  ],
  body: html`<!DOCTYPE html>
<html lang="en" id="facebook">
<head><title>${title}</title><meta charset="utf-8"></head>
<body><div role="main"><h1>${title}</h1><p>${trusted(sentence)}</p></div></body>
</html>
`.markup,
});

/** Facebook's 404 page. */
export const notFoundPage = (): Reply =>
  page(404, 'Page Not Found', 'The link you followed may be broken, or the page may have been removed.');

/** Facebook's page for a malformed request. */
export const badRequestPage = (status: 400 | 413): Reply =>
  page(status, 'Sorry, something went wrong.', "We're working on it and we'll get it fixed as soon as we can.");
