import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSameText } from './same-text.ts';

it('is the equality of texts, whatever their lengths', () => {
  const text = fc.string();
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(isSameText(one, other)).toBe(one === other);
      expect(isSameText(one, `${one}`)).toBe(true);
    }),
  );
});
