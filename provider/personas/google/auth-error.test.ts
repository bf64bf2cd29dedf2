import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuthError, readAuthError, writeAuthError } from './auth-error.ts';

describe('authError', () => {
  it('is written as recorded', () => {
    const error = { error: 'invalid_client', description: 'The OAuth client was not found.', status: 401 };
    expect(writeAuthError(error)).toBe('Cg5pbnZhbGlkX2NsaWVudBIfVGhlIE9BdXRoIGNsaWVudCB3YXMgbm90IGZvdW5kLiCRAw');
    expect(readAuthError('Cg5pbnZhbGlkX2NsaWVudBIfVGhlIE9BdXRoIGNsaWVudCB3YXMgbm90IGZvdW5kLiCRAw')).toEqual(error);
  });

  it('comes back as it was, with help and particulars', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 400 });
    const error = fc.record(
      {
        error: text,
        description: text,
        status: fc.integer({ min: 0, max: 999 }),
        helpUrl: text,
        detail: fc.record({ name: text, value: text }),
      },
      { requiredKeys: ['error', 'description', 'status'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(error, (each) => {
        expect(readAuthError(writeAuthError(each as AuthError))).toEqual(each);
      }),
    );
  });

  it('is undefined for anything else, and never throws', () => {
    for (const value of ['', 'x', '%', 'Cg5p', 'IJED']) expect(readAuthError(value)).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readAuthError(Buffer.from(bytes).toString('base64url'))));
  });
});
