import { expect, test } from 'vitest';
import type { ScenarioResult } from '../model/index.ts';
import { sketch } from '../testing/exchange.ts';
import { openSecrets, redactResult, reportTraffic } from './exchanges.ts';

const SECRET = 'GOCSPX-q8Zr_Tn2w-K5vXhYd0';
const TOKEN = 'ya29.a0Kq7wZ_x9-Lm3Pd';

const resultWith = (text: string): ScenarioResult =>
  ({
    reason: `The app printed: ${text}`,
    checks: [{ id: 'a', message: `found ${text}` }, { id: 'b' }],
    findings: [{ rule: 'r', message: `sent ${text}` }],
  }) as unknown as ScenarioResult;

const ENCODED: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': (text) => [...text].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join(''),
  base64: (text) => Buffer.from(`:${text}`).toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
};

test.each(Object.keys(ENCODED))('a result quotes no secret of its app: %s', (name) => {
  const secrets = openSecrets([SECRET]);
  const exchanges = [sketch({ endpoint: 'token', json: { access_token: TOKEN } })];
  const reported = reportTraffic([{ leg: 'judged', persona: 'google', exchanges, steps: [] }], ({ id }) => id, secrets);
  for (const secret of [SECRET, TOKEN]) {
    const text = ENCODED[name]?.(secret) ?? '';
    const result = JSON.stringify(redactResult(resultWith(text), secrets));
    expect(result).not.toContain(text);
    expect(result).toContain(secret === SECRET ? 'client-secret#1' : 'access-token#1');
  }
  expect(JSON.stringify(reported)).not.toContain(TOKEN);
});

test('the token of an earlier result is a secret in a later one, which counts its own secrets', () => {
  const earlier = openSecrets([]);
  const exchanges = [sketch({ endpoint: 'token', json: { access_token: TOKEN } })];
  reportTraffic([{ leg: 'judged', persona: 'google', exchanges, steps: [] }], ({ id }) => id, earlier);
  const later = openSecrets([], earlier);
  const next = [sketch({ endpoint: 'token', json: { access_token: 'ya29.a0Another-One' } })];
  const reported = reportTraffic([{ leg: 'judged', persona: 'google', exchanges: next, steps: [] }], ({ id }) => id, later);
  expect(reported[0]?.response?.body).toBe('{"access_token":"access-token#1"}');
  expect(redactResult(resultWith(TOKEN), later).reason).toBe('The app printed: access-token#2');
});
