import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundaryOf, readMultipart } from './multipart.ts';

const read = (text: string, boundary = 'b') => readMultipart(Buffer.from(text, 'latin1'), boundary);

describe('a multipart body', () => {
  it('has parts with headers and bodies', () => {
    const parts = read(
      'preamble\r\n--b\r\nContent-Type: text/plain\r\nX-A:  1 \r\n\r\none\r\n--b  \r\n\r\ntwo\r\n--b--\r\nepilogue',
    );
    expect(parts?.map(({ headers, body }) => [{ ...headers }, body.toString()])).toEqual([
      [{ 'content-type': 'text/plain', 'x-a': '1' }, 'one'],
      [{}, 'two'],
    ]);
  });

  it.each([
    ['has no end', '--b\r\nA: 1\r\n\r\none'],
    ['is cut in a header', '--b\r\nA: 1'],
    ['has a header without a colon', '--b\r\nnothing\r\n\r\none\r\n--b--'],
    ['has text after a delimiter', '--bx\r\nA: 1\r\n\r\none\r\n--b--'],
    ['is empty', ''],
    ['has too many parts', `${'--b\r\nA: 1\r\n\r\nx\r\n'.repeat(40)}--b--`],
  ])('is refused when it %s', (_why, text) => {
    expect(read(text)).toBeUndefined();
  });

  it('gives back the bytes that were put in, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { minLength: 1, maxLength: 5 }), (bodies) => {
        const boundary = 'an-unlikely-boundary-0123456789';
        const chunks = bodies.flatMap((body) => [
          Buffer.from(`--${boundary}\r\nA: 1\r\n\r\n`),
          Buffer.from(body),
          Buffer.from('\r\n'),
        ]);
        const parts = readMultipart(Buffer.concat([...chunks, Buffer.from(`--${boundary}--`)]), boundary);
        expect(parts?.map(({ body }) => new Uint8Array(body))).toEqual(bodies);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('-', 'b', '\r\n', ':', ' ', 'A') }), (text) => void read(text)));
  });
});

describe('a boundary', () => {
  it('is read with and without quotes', () => {
    expect(boundaryOf('multipart/related; boundary=foo_bar')).toBe('foo_bar');
    expect(boundaryOf('multipart/related; type="a/b"; Boundary="foo bar"; x=y')).toBe('foo bar');
    expect(boundaryOf('multipart/related')).toBeUndefined();
    expect(boundaryOf(`multipart/related; boundary=${'x'.repeat(71)}`)).toBeUndefined();
  });
});
