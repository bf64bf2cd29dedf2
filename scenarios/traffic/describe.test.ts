import { expect, test } from 'vitest';
import { describeVisit } from './describe.ts';

const visit = (body: string) => {
  const url = new URL('http://127.0.0.1/me');
  return { url, status: 200, body, hops: [], end: 'done' as const, ok: true };
};

test('a page is told by its words, without markup and without what a terminal would take for a command', () => {
  expect(describeVisit(visit('<style>p {}</style><p>Hello &#65;\u001b]0;x\u0007 <b>Ana</b></p>'))).toBe(
    'the app answered 200 at /me: "Hello A ]0;x Ana"',
  );
});

test.each(['<', '<script>', '<style><', '&#', '<!-'])('a large page of nothing but %s is told all the same', (text) => {
  expect(describeVisit(visit(text.repeat(2_000_000 / text.length)))).toMatch(/^the app answered 200 at \/me/);
});
