import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialise } from './serialise.ts';

const header = (name: string, value: string): string | undefined =>
  serialise({ status: 200, headers: [[name, value]], body: '' }).headers[0]?.[1];

describe('a reply as it goes out', () => {
  it('writes JSON as the vendor does, compactly when it has no way of its own, and leaves text and bytes alone', () => {
    const bytes = new Uint8Array([0, 255]);
    const write = (json: unknown) => `${JSON.stringify(json, undefined, 1)}\n`;
    const bodies = [{ json: { a: 1 } }, { json: { a: 1 }, write }, 'text', bytes];
    expect(bodies.map((body) => serialise({ status: 200, headers: [], body }).body)).toEqual([
      '{"a":1}',
      '{\n "a": 1\n}\n',
      'text',
      bytes,
    ]);
  });

  it('percent-encodes what an address cannot carry, and nothing else', () => {
    expect(header('Location', 'https://a.example/zoë/日\r\nX:\ty?q=%20 z')).toBe(
      'https://a.example/zo%C3%AB/%E6%97%A5%0D%0AX:%09y?q=%20 z',
    );
    expect(header('location', '\ud800')).toBe('%EF%BF%BD');
  });

  it('takes control characters and letters beyond Latin-1 out of any other value', () => {
    expect(header('WWW-Authenticate', 'Bearer realm="a\r\nSet-Cookie: b"')).toBe('Bearer realm="a Set-Cookie: b"');
    expect(header('X-Name', 'zoë 日\0')).toBe('zoë ? ');
  });

  it('leaves no value that a header cannot carry, and says the same of one that it has written', () => {
    fc.assert(
      fc.property(fc.constantFrom('Location', 'X-Any'), fc.string({ unit: 'binary' }), (name, value) => {
        const once = header(name, value) ?? '';
        expect(once).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
        expect(header(name, once)).toBe(once);
      }),
    );
  });

  it('tells nobody what a registration would put right', () => {
    const refusal = { kind: 'unknown-client', clientId: 'shop' } as const;
    expect(serialise({ status: 400, headers: [], body: '', refusal, withOffer: () => '' })).toEqual({
      status: 400,
      headers: [],
      body: '',
    });
  });
});
