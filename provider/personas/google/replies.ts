import type { Reply } from '../../model/index.ts';
import { html } from '../../pages/index.ts';

const REASONS: Readonly<Record<number, string>> = { 400: 'Bad Request', 404: 'Not Found', 413: 'Request Entity Too Large' };

/** The HTML error page of Google's front end, which ignores the Accept header (G-92). */
export const googleHtml = (status: 400 | 404 | 413, sentence: string): Reply => ({
  status,
  headers: [
    ['Content-Type', 'text/html; charset=UTF-8'],
    ['Referrer-Policy', 'no-referrer'],
  ],
  body: html`<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <meta name=viewport content="initial-scale=1, minimum-scale=1, width=device-width">
  <title>Error ${status} (${REASONS[status]})!!1</title>
  <a href=//www.google.com/><span id=logo aria-label=Google></span></a>
  <p><b>${status}.</b> <ins>That’s an error.</ins>
  <p>${sentence}  <ins>That’s all we know.</ins>
`.markup,
});

/** Google's 404 page. */
export const googleNotFound = (url: URL): Reply =>
  googleHtml(404, `The requested URL ${url.pathname} was not found on this server.`);
