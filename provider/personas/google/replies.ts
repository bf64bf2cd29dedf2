import type { HeaderList, LabRequest, Reply } from '../../model/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** A JSON reply as the plain engine sends it: compact, never cached. */
export const jsonReply = (status: number, body: Json, headers: HeaderList = [['Cache-Control', 'no-store']]): Reply => ({
  status,
  headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
  body: JSON.stringify(body),
});

/** A redirect. The address goes out as it is: its encoding is part of what a vendor does. */
export const redirect = (location: string): Reply => ({
  status: 302,
  headers: [
    ['Location', location],
    ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ],
  body: '',
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const REASONS: Readonly<Record<number, string>> = { 400: 'Bad Request', 404: 'Not Found', 413: 'Request Entity Too Large' };

/** Google's front end where JSON was expected: a page in HTML, whatever the client accepts (G-92). */
export const googleHtml = (status: 400 | 404 | 413, sentence: string): Reply => ({
  status,
  headers: [
    ['Content-Type', 'text/html; charset=UTF-8'],
    ['Referrer-Policy', 'no-referrer'],
  ],
  body: `<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <meta name=viewport content="initial-scale=1, minimum-scale=1, width=device-width">
  <title>Error ${status} (${REASONS[status]})!!1</title>
  <a href=//www.google.com/><span id=logo aria-label=Google></span></a>
  <p><b>${status}.</b> <ins>That’s an error.</ins>
  <p>${escaped(sentence)}  <ins>That’s all we know.</ins>
`,
});

/** Google's 404 page. */
export const googleNotFound = (url: URL): Reply =>
  googleHtml(404, `The requested URL ${url.pathname} was not found on this server.`);

/** What the plain engine says where no route fits. */
export const plainNotFound = (request: LabRequest): Reply =>
  jsonReply(404, {
    error: 'invalid_request',
    error_description: `unrecognized route or not allowed method (${request.method} on ${request.url.pathname})`,
  });
