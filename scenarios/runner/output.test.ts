import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { Output } from './output.ts';

const outputOf = async (chunks: readonly string[]): Promise<Output> => {
  const output = new Output();
  const stream = new PassThrough();
  output.follow(stream);
  await pipeline(Readable.from(chunks), stream);
  return output;
};

test('lines are told apart, also where a chunk ends in the middle of one', async () => {
  expect((await outputOf(['one\ntw', 'o\n\nthree'])).since(0)).toEqual(['one', 'two', '', 'three']);
});

test('what a terminal would take for a command is left out', async () => {
  const hostile = 'a\u001b[31mb\u001b[0m \u001b]0;title\u0007c\u001b]8;;http://x\u001b\\\u001b[2J\u009bd\r\u0000\te';
  expect((await outputOf([`${hostile}\n`])).since(0)).toEqual(['ab cd\te']);
});

test('of many lines the last are kept, and a mark before them still counts', async () => {
  const output = await outputOf([...Array<string>(50).fill('\n'.repeat(100_000)), 'last\n']);
  expect(output.mark).toBe(5_000_001);
  expect([output.since(5_000_000), output.last(1), output.since(0).length <= 4_000]).toEqual([['last'], ['last'], true]);
});

test('of a line without end the beginning is kept', async () => {
  const output = await outputOf(Array<string>(100).fill('words '.repeat(20_000)));
  expect(output.since(0)).toEqual([`${'words '.repeat(333)}…`]);
});

test('a word that is cut is left out: it may be half a secret', async () => {
  const output = await outputOf(Array<string>(100).fill('x'.repeat(100_000)));
  expect(output.since(0)).toEqual(['…']);
});
