import { expect, test } from 'vitest';
import { withSandboxCsp } from './sandbox-csp.ts';

const policies = (type: string | undefined, body = 'x', more: readonly (readonly [string, string])[] = []): readonly string[] => {
  const headers = [...(type === undefined ? [] : [['Content-Type', type] as const]), ...more];
  const { headers: sent } = withSandboxCsp({ status: 200, headers, body });
  return sent.filter(([name]) => name.toLowerCase() === 'content-security-policy').map(([, value]) => value);
};

test.each([
  'text/html',
  'TEXT/HTML; charset=UTF-8',
  'image/svg+xml',
  'application/xhtml+xml',
  'x/y',
  'text/htmlx',
  '',
  undefined,
])('what a browser could run as a page is confined: %s', (type) => expect(policies(type)).toEqual(['sandbox']));

test.each([
  'application/json',
  'application/json; charset=UTF-8',
  'text/plain',
  'text/javascript; charset=UTF-8',
  'application/jwt',
])('what no browser runs is left as the vendor sends it: %s', (type) => expect(policies(type)).toEqual([]));

test('a page with a policy of its own keeps it, and an empty answer needs none', () => {
  expect(policies('text/html', 'x', [['content-security-policy', "default-src 'none'"]])).toEqual(["default-src 'none'"]);
  expect(policies('text/html', '')).toEqual([]);
});
