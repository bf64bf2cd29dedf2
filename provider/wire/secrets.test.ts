import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secrets } from './secrets.ts';

describe('secrets', () => {
  it('keep the name of their first sight', () => {
    const secrets = new Secrets(10);
    expect(secrets.see('refresh-token', '1//0gAbCdEf')).toBe('refresh-token#1');
    expect(secrets.see('access-token', '1//0gAbCdEf')).toBe('refresh-token#1');
    expect(secrets.see('access-token', 'ya29.a0AbCd')).toBe('access-token#1');
  });

  it('do not hide the address of an app that keeps it in a cookie, and hide one with a secret in it', () => {
    const secrets = new Secrets(10);
    expect(secrets.see('session-cookie', 'http%3A%2F%2Flocalhost%3A3217%2F')).toBe('session-cookie#1');
    expect(secrets.find('http://localhost:3217/api/auth/callback/google')).toEqual([]);
    secrets.see('session-cookie', 'http://localhost:3217/reset/4f9a1c77d2');
    expect(secrets.find('at http://localhost:3217/reset/4f9a1c77d2')).toMatchObject([{ label: 'session-cookie#2' }]);
  });

  it('get their ordinal at the first sight, not when they are announced', () => {
    const secrets = new Secrets(10);
    secrets.announce('code', 'announced-first');
    expect(secrets.see('code', 'seen-first')).toBe('code#1');
    expect(secrets.find('x announced-first')).toEqual([{ start: 2, end: 17, label: 'code#2' }]);
  });

  it.each([
    ['as it is', 'a/b+c d"é'],
    ['percent-encoded', 'a%2fb%2Bc%20d%22%C3%A9'],
    ['form-encoded', 'a%2Fb%2Bc+d%22%C3%A9'],
    ['in a parameter of a parameter', encodeURIComponent('a%2Fb%2Bc%20d%22%C3%A9')],
    ['in JSON', 'a\\/b+c d\\"\\u00e9'],
    ['in HTML', 'a&#x2F;b+c d&quot;&#233;'],
  ])('are found %s', (_, spelling) => {
    const secrets = new Secrets(10);
    secrets.see('state', 'a/b+c d"é');
    expect(secrets.find(`>${spelling}<`)).toContainEqual({ start: 1, end: 1 + spelling.length, label: 'state#1' });
  });

  it('are found in a text that was searched before they were known, however it is encoded', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9+/=%"<. -]{6,20}$/);
    const encode = fc.constantFrom(
      (text: string) => text,
      encodeURIComponent,
      (text: string) => Buffer.from(`{"id":"${text}"}`).toString('base64url'),
      (text: string) => Buffer.from(text).toString('hex'),
    );
    const rest = fc.array(fc.tuple(fc.string({ maxLength: 40 }), fc.option(fc.nat(2)), encode, fc.string({ maxLength: 40 })));
    const told = (found: readonly { start: number; end: number }[]) => found.map(({ start, end }) => [start, end]);
    fc.assert(
      fc.property(fc.array(secret, { minLength: 3, maxLength: 3 }), rest, (values, parts) => {
        const texts = parts.map(([before, which, encoded, after]) =>
          which === null ? before + after : `${before} ${encoded(values[which] ?? '')} ${after}`,
        );
        const [searched, fresh] = [new Secrets(100), new Secrets(100)];
        for (const value of values) {
          for (const text of [...texts, ...texts]) searched.find(text);
          searched.see('state', value);
          fresh.see('state', value);
        }
        for (const text of texts) expect(told(searched.find(text))).toEqual(told(fresh.find(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('forget those that were not seen for long, and no ordinal is given twice', () => {
    const secrets = new Secrets(4);
    for (let count = 1; count <= 20; count += 1) {
      secrets.see('code', `code-number-${count}`);
      secrets.see('state', 'Seen-Again-7');
      secrets.find(count === 1 ? 'code-number-1' : 'x code-number-2 y');
    }
    const found = secrets.find('code-number-1 code-number-2 code-number-20 Seen-Again-7').map(({ label }) => label);
    expect(new Set(found)).toEqual(new Set(['code#2', 'code#20', 'state#1']));
    expect(secrets.see('code', 'code-number-1')).toBe('code#21');
  });
});

describe('a long log', () => {
  it('forgets no secret that the lab issued, however many others come after it', () => {
    const secrets = new Secrets(2_000);
    secrets.announce('client-secret', 'the-secret-of-a-client');
    for (let count = 0; count < 130_000; count += 1) secrets.see('state', `state-number-${count}`);
    expect(secrets.find('x the-secret-of-a-client y')).toMatchObject([{ label: 'client-secret#1' }]);
    expect(secrets.find('x state-number-5 y')).toEqual([]);
  });

  it('remembers all of 130,000 secrets by default', () => {
    const secrets = new Secrets();
    for (let count = 0; count < 130_000; count += 1) secrets.see('state', `state-number-${count}`);
    for (const count of [0, 1, 64_999, 129_999]) {
      expect(secrets.find(`x state-number-${count}.`)).toContainEqual({
        start: 2,
        end: 15 + String(count).length,
        label: `state#${count + 1}`,
      });
    }
  });
});
