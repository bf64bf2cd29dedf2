import { describe, expect, it } from 'vitest';
import { keepBody } from './body-text.ts';

const bytesHeld = (body: string | Uint8Array, limitBytes: number) => {
  const { content } = keepBody(body, limitBytes);
  return typeof content === 'string' ? content.length : content.buffer.byteLength;
};

describe('a kept body', () => {
  it('does not hold more than the limit in memory', () => {
    expect(bytesHeld(new Uint8Array(1_000_000), 1000)).toBe(1000);
    expect(bytesHeld('é'.repeat(1_000_000), 1000)).toBe(1000);
  });

  it('is the very one, when it is small', () => {
    const body = Buffer.from('abc');
    expect(keepBody(body, 3)).toEqual({ content: body });
    expect(keepBody(body, 3).content).toBe(body);
    expect(keepBody('é', 2)).toEqual({ content: 'é' });
  });
});
