import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { madeUpId } from './made-up-ids.ts';

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

const hex = () => randomBytes(32).toString('hex');

/** How an app makes its ids, and how it would know one of them. */
const FORMS: readonly (readonly [name: string, make: () => string, form: RegExp])[] = [
  ['hexadecimal', hex, /^[0-9a-f]{64}$/],
  ['hexadecimal in capitals', () => hex().toUpperCase(), /^[0-9A-F]{64}$/],
  ['UUID', () => randomUUID(), UUID_4],
  ['base64url', () => randomBytes(32).toString('base64url'), /^[\w-]{43}$/],
  ['digits', () => String(randomBytes(8).readBigUInt64BE() % 10n ** 18n).padStart(18, '1'), /^\d{18}$/],
  ['of a prefix', () => `sess_${hex()}`, /^sess_[0-9a-f]{64}$/],
  ['of a prefix without a separator', () => `sid${hex()}`, /^sid[0-9a-f]{64}$/],
  ['signed', () => `s%3A${randomUUID()}.${randomBytes(24).toString('base64url')}`, /^s%3A[0-9a-f-]{36}\.[\w-]{32}$/],
  ['ULID', () => `01HX4T${crockford(20)}`, ULID],
];

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function crockford(length: number): string {
  return [...randomBytes(length)].map((byte) => CROCKFORD[byte % CROCKFORD.length]).join('');
}

test.each(FORMS)('another id of the same form: %s', (_, make, form) => {
  for (let round = 0; round < 50; round += 1) {
    const [one, other] = [make(), make()];
    const made = madeUpId(one, other);
    expect(made).toMatch(form);
    expect([one, other]).not.toContain(made);
  }
});

test('a short id is changed from its first character on, though another one begins alike', () => {
  expect(madeUpId('41001', '41002')).toBe('04114');
});

test('nothing of a text is kept that is always the same', () => {
  expect(madeUpId('aaaa', 'aaaa')).toBe('bbbb');
});
