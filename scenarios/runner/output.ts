import type { Readable } from 'node:stream';
import { cutText } from '../../provider/model/index.ts';

const MOST_LINES = 4_000;
const LONGEST_LINE = 2_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours, titles and links begin with one
const COLOURS = /\u001b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: in a terminal they would do something
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** A line without what a terminal would take for a command. A slice would hold the whole text that it was read from. */
const written = (line: string): string => {
  const beginning = line
    .slice(0, 2 * LONGEST_LINE)
    .replaceAll(COLOURS, '')
    .replaceAll(CONTROLS, '')
    .trimEnd();
  return ` ${cutText(beginning, LONGEST_LINE)}`.slice(1);
};

/** The output of a program, by line. Keeps the last 4,000 lines of at most 2,000 characters. */
export class Output {
  #lines: string[] = [];
  #dropped = 0;

  /** Reads a stream until it ends. */
  follow(stream: Readable): void {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(0, 2 * LONGEST_LINE);
      this.#skip(lines.length - MOST_LINES);
      for (const line of lines.slice(-MOST_LINES)) this.add(line);
    });
    stream.on('end', () => rest && this.add(rest));
  }

  /** Number of lines so far; pass it to `since` later. */
  get mark(): number {
    return this.#dropped + this.#lines.length;
  }

  since(mark: number): readonly string[] {
    return this.#lines.slice(Math.max(0, mark - this.#dropped));
  }

  last(count: number): readonly string[] {
    return this.#lines.slice(-count);
  }

  /** Adds a line, as if the program had printed it. */
  add(line: string): void {
    this.#lines.push(written(line));
    if (this.#lines.length <= MOST_LINES) return;
    this.#lines = this.#lines.slice(-MOST_LINES / 2);
    this.#dropped += MOST_LINES / 2 + 1;
  }

  /** Lines that come in one piece with more than are kept are counted, and not read. */
  #skip(count: number): void {
    if (count <= 0) return;
    this.#dropped += this.#lines.length + count;
    this.#lines = [];
  }
}
