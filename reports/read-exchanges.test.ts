import { describe, expect, test } from 'vitest';
import { runResultSchema } from '../scenarios/model/index.ts';
import { readSampleRun } from './contract/sample-run.ts';
import { readExchanges } from './read-exchanges.ts';

const { exchanges } = readSampleRun();
const WRITTEN = JSON.parse(JSON.stringify(exchanges)) as typeof exchanges;
const check = (value: unknown) => runResultSchema.shape.exchanges.parse(value);
const read = (text: string) => readExchanges(Buffer.from(text), check);

/** As the reporter `json` writes them. */
const byLines = (members: readonly string[]): string => `{${members.map((each) => `\n    ${each}`).join(',')}\n}\n`;
const MEMBERS = Object.entries(WRITTEN).map(([id, each]) => `${JSON.stringify(id)}: ${JSON.stringify(each)}`);

describe('exchanges of a file', () => {
  test.each([
    ['one on each line', byLines(MEMBERS)],
    ['one on each line, with CRLF', byLines(MEMBERS).replaceAll('\n', '\r\n')],
    ['on one line', JSON.stringify(WRITTEN)],
    ['spread over many lines', JSON.stringify(WRITTEN, null, 2)],
  ])('are read: %s', (_, text) => {
    expect(read(text)).toEqual(WRITTEN);
    expect(Object.keys(read(text))).toEqual(Object.keys(WRITTEN));
  });

  test.each(['{}', '{\n}\n', '{ }'])('are none in %j', (text) => {
    expect(read(text)).toEqual({});
  });

  test.each([
    ['a line that was cut', byLines([...MEMBERS, '"x1": {"id":'])],
    ['an end that is missing', byLines(MEMBERS).replace(/,\n[^\n]*\n\}\n$/, ',')],
    ['a bracket that is missing', byLines(MEMBERS).replace(/\n\}\n$/, '\n')],
    ['text after the end', `${byLines(MEMBERS)}{"x1": 1}`],
    ['nothing', ''],
  ])('are none of a text with %s', (_, text) => {
    expect(() => read(text)).toThrow(SyntaxError);
  });

  test('are checked, each of them', () => {
    const last = JSON.stringify({ ...Object.values(WRITTEN).at(-1), leg: 'sideways' });
    expect(() => read(byLines([...MEMBERS, `"x1": ${last}`]))).toThrow(/leg/);
  });
});
