import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { entry, harOf, lintEntries, loginWith, renderAs, rulesIn } from './example-har.ts';
import { LINT_FORMAT_NAMES } from './format-names.ts';
import type { LintedSource } from './lint-result.ts';

const TOKEN = 'aaaa1111bbbb2222';
const API = 'https://api.example.test';

/** In every format. */
const renderAll = async (linted: LintedSource): Promise<string> =>
  (await Promise.all(LINT_FORMAT_NAMES.map((format) => renderAs(format, linted)))).join('\n');

/** Finds something in every request that has the secret: its address or its redirect URI is shown. */
const recordings: Readonly<Record<string, (secret: string, name: string) => readonly object[]>> = {
  'a query': (secret, name) => [entry('GET', `${API}/me?${name}=${secret}&access_token=${TOKEN}`)],
  'a fragment': (secret, name) => [entry('GET', `${API}/me?access_token=${TOKEN}#${name}=${secret}`)],
  'a path': (secret) => [entry('GET', `${API}/reset/${secret}/go?access_token=${TOKEN}`)],
  'the end of a path': (secret) => [entry('GET', `${API}/bot1:${secret}?access_token=${TOKEN}`)],
  'a user name': (secret) => [entry('GET', `https://${secret}:x@api.example.test/me?access_token=${TOKEN}`)],
  'a header': (secret, name) => [entry('GET', `${API}/me?access_token=${TOKEN}`, { headers: { [`X-${name}`]: secret } })],
  'a cookie': (secret, name) => [entry('GET', `${API}/me?access_token=${TOKEN}`, { headers: { Cookie: `${name}=${secret}` } })],
  'a cookie that is set': (secret, name) => [
    entry('GET', `${API}/me?access_token=${TOKEN}`, { answered: { 'Set-Cookie': `${name}=${secret}` } }),
  ],
  'the page before': (secret, name) => [
    entry('GET', 'https://cdn.example.org/p', {
      headers: { Referer: `https://app.example.test/${secret}?code=c0de12345678&${name}=${secret}` },
    }),
  ],
  'HTTP Basic': (secret) => [
    entry('GET', 'http://api.example.com/me', { headers: { Authorization: `Basic ${btoa(`ana:${secret}`)}` } }),
  ],
  Digest: (secret) =>
    [1, 2].map(() =>
      entry('GET', `${API}/me`, { headers: { Authorization: `Digest nonce="${secret}", nc=1, response="${secret}"` } }),
    ),
  'a form': (secret, name) => [entry('POST', `${API}/me?access_token=${TOKEN}`, { body: `${name}=${secret}` })],
  'a member of JSON': (secret, name) => [
    entry('POST', `${API}/me?access_token=${TOKEN}`, { body: JSON.stringify({ [name]: secret }) }),
  ],
  'an answer': (secret, name) => [
    entry('GET', `${API}/me?access_token=${TOKEN}`, { answer: JSON.stringify({ [name]: secret }) }),
  ],
  'the query of a redirect URI': (secret, name) => loginWith(TOKEN, `http://app.example.com/cb?${name}=${secret}`),
  'the path of a redirect URI': (secret) => loginWith(TOKEN, `http://app.example.com/${secret}/cb`),
  'the fragment of a redirect URI': (secret, name) => loginWith(TOKEN, `https://app.example.test/cb#${name}=${secret}`),
  'redirect URIs that differ': (secret, name) => [
    ...loginWith(TOKEN).slice(0, 1),
    ...loginWith(TOKEN, `https://app.example.test/cb?${name}=${secret}`).slice(1),
  ],
  'a scope': (secret) => [
    entry('GET', `https://idp.example.test/authorize?response_type=code&client_id=a&scope=openid,${secret}`),
  ],
  'a prompt': (secret) => [
    entry('GET', `https://idp.example.test/authorize?response_type=code&client_id=a&scope=openid&prompt=none+${secret}`),
  ],
};

const secrets = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{20,40}$/).filter((text) => /\d/.test(text));
const names = fc.oneof(
  fc.stringMatching(/^[a-z]{3,9}$/),
  fc.constantFrom(
    'state',
    'nonce',
    'code',
    'session',
    'ticket',
    'sid',
    'tenantKey',
    'token',
    'code_challenge_method',
    'redirect_uri',
  ),
);

describe('a secret is never shown, in whatever place of a recording it stands', () => {
  test.each(Object.entries(recordings))('%s', async (_, entriesWith) => {
    await fc.assert(
      fc.asyncProperty(secrets, names, async (secret, name) => {
        const linted = await lintEntries([...loginWith(TOKEN), ...entriesWith(secret, name)]);
        expect(rulesIn(linted)).not.toEqual([]);
        const shown = await renderAll(linted);
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(encodeURIComponent(secret));
      }),
      { numRuns: 10 },
    );
  });

  it('nor a short one in the query of a redirect URI', async () => {
    const differ = [...loginWith(TOKEN).slice(0, 1), ...loginWith(TOKEN, 'https://app.example.test/cb?session=S3CR3T').slice(1)];
    for (const entries of [loginWith(TOKEN, 'http://app.example.com/cb?tenantKey=S3CR3T&sid=S3CR3T#S3CR3T'), differ])
      expect(await renderAll(await lintEntries(entries))).not.toContain('S3CR3T');
  });
});

describe('nothing of a recording reaches the terminal as a command', () => {
  const hostile = [
    ...loginWith(TOKEN),
    entry('GET', `${API}/\u001b[31mred\u0007\n  ✓ no findings\u202e/\u009bx?access_token=${TOKEN}`),
    entry('GET\u001b[2J\n✓', `${API}/m?access_token=${TOKEN}`),
    { request: { method: 7, url: '\u001b[2J' } },
  ];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not come
  const commands = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;

  test.each(LINT_FORMAT_NAMES)('%s', async (format) => {
    const linted = await lintEntries(harOf(hostile, { name: '\u001b[31mEvil\nfake line\u009b', version: '1' }));
    const text = await renderAs(format, { ...linted, source: 'a\u001b[2J.har' });
    expect(text).not.toMatch(commands);
    expect(text.split('\n').filter((line) => /^\s*(?:✓|fake)/.test(line))).toEqual([]);
    expect(text).toMatch(/u001b\\?\[31mred/);
  });
});
