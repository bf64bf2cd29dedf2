import type { RunResult } from '../scenarios/model/index.ts';
import { packExchanges, unpackLater } from '../scenarios/packed-exchanges.ts';

type Exchanges = RunResult['exchanges'];

/** Members that are read at once: more take more memory, fewer compress less. */
const MOST_AT_ONCE = 40;

const NEWLINE = 10;

const linesOf = function* (bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, from);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.toString('utf8', from, end).trim();
    from = end + 1;
  }
};

/** The members of an object of which each has its line, as objects of some members each. Throws `SyntaxError` where it is another text. */
const readByLines = function* (bytes: Buffer): Generator<unknown> {
  let members: string[] = [];
  let [isOpen, isClosed] = [false, false];
  for (const line of linesOf(bytes)) {
    if (isClosed || isOpen === (line === '{')) throw new SyntaxError('expected one exchange on each line, between brackets');
    if (isOpen && line !== '}') members.push(line);
    [isOpen, isClosed] = [true, line === '}'];
    if (!isClosed && members.length < MOST_AT_ONCE) continue;
    const text = members.join('\n');
    yield JSON.parse(`{${isClosed ? text : text.replace(/,$/, '')}}`);
    members = [];
  }
  if (!isClosed) throw new SyntaxError('expected a bracket at the end');
};

const pack = (values: Iterable<unknown>, check: (value: unknown) => Exchanges): Exchanges =>
  unpackLater(Array.from(values, (value) => packExchanges(Object.values(check(value)))));

/**
 * The exchanges of a JSON text, as the reporter `json` writes it or in another layout; each is unpacked when it is read. In memory
 * the whole of it would be twenty times as large. `check` is given some of them at a time. Throws `SyntaxError`, and what `check` throws.
 */
export const readExchanges = (bytes: Buffer, check: (value: unknown) => Exchanges): Exchanges => {
  try {
    return pack(readByLines(bytes), check);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return pack([JSON.parse(bytes.toString('utf8'))], check);
  }
};
