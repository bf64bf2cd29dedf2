import { expect, test } from 'vitest';
import type { Visit } from '../model/index.ts';
import { HOSTILE_ADDRESS, HOSTILE_TEXT, hostileMarkupIn, linksOf } from './markup.ts';

const visit = (body: string, type = 'text/html'): Visit => {
  const url = new URL('http://127.0.0.1/callback');
  return { url, status: 400, body, type, hops: [], end: 'done', ok: false };
};

const escaped = HOSTILE_TEXT.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

test.each([
  ['as it is', `<p>${HOSTILE_TEXT}</p>`, 'as an element'],
  ['in a quoted attribute, with its quotes', `<p title="${HOSTILE_TEXT.replaceAll(/[<>]/g, '')}">`, 'as an attribute'],
  ['in a single-quoted attribute, with its quotes', `<p title='${HOSTILE_TEXT.replaceAll(/[<>]/g, '')}'>`, 'as an attribute'],
  ['escaped in an attribute without quotes', `<p title=${escaped}>`, 'as an attribute'],
  ['in a script, "<" aside', `<script>say("${HOSTILE_TEXT.replaceAll('<', '')}")</script>`, 'in a script, with its quotes'],
  ['in a script, quotes aside', `<script>say(${JSON.stringify(HOSTILE_TEXT)})</script>`, 'as an element'],
  ['as a link', `<a href="${HOSTILE_ADDRESS}">`, 'as a link that runs a script'],
])('the hostile text does harm %s', (_, body, how) => {
  expect(hostileMarkupIn(visit(body))).toContain(how);
});

test.each([
  ['escaped', `<p title="${escaped}">${escaped}</p><a href="/?next=${encodeURIComponent(HOSTILE_TEXT)}">`, 'text/html'],
  [
    'in a script, as JSON without "<"',
    `<script>say(${JSON.stringify(HOSTILE_TEXT).replaceAll('<', '\\u003c')})</script>`,
    'text/html',
  ],
  ['in JSON', JSON.stringify({ error: HOSTILE_TEXT }), 'application/json; charset=utf-8'],
  ['in plain text', HOSTILE_TEXT, 'text/plain'],
])('the hostile text does no harm %s', (_, body, type) => {
  expect(hostileMarkupIn(visit(body, type))).toEqual([]);
});

test('links, forms and refreshes lead somewhere, as a browser reads their addresses', () => {
  const page =
    '<meta http-equiv="refresh" content="0; url=//a.example/"><a href="/\\b.example/">x</a><form action="https:c.example">';
  expect(linksOf(visit(page)).map(({ href }) => href)).toEqual(['http://a.example/', 'http://b.example/', 'https://c.example/']);
});
