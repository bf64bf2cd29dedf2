import type { Readable } from 'node:stream';
import { cutText } from '../../provider/model/index.ts';

const MOST_LINES = 4_000;
const LONGEST_LINE = 2_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const COLOURS = /\u001b\[[0-9;]*[A-Za-z]/g;

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
      rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
      for (const line of lines) this.add(line);
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
    this.#lines.push(cutText(line.replaceAll(COLOURS, '').trimEnd(), LONGEST_LINE));
    if (this.#lines.length <= MOST_LINES) return;
    this.#lines = this.#lines.slice(-MOST_LINES / 2);
    this.#dropped += MOST_LINES / 2 + 1;
  }
}
