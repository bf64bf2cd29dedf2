import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab } from '../lab/create-lab.ts';
import type { PersonaId } from '../model/index.ts';

/** An answer as it was seen. A text `/…/` stands for every text that it fits, `number` for any number; `null` for no header. */
interface Golden {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly indent?: number;
  readonly body?: unknown;
  /** A body that is no JSON, or JSON with escapes of the vendor's own. */
  readonly text?: string;
  readonly location?: {
    readonly start: string;
    readonly raw?: readonly string[];
    readonly end?: string;
    readonly parameters: readonly (readonly [string, string])[];
  };
}

const patternOf = (golden: string): RegExp | undefined => {
  const [, pattern] = /^\/(.*)\/$/s.exec(golden) ?? [];
  return pattern === undefined ? undefined : new RegExp(pattern);
};

/** Replaces by the pattern whatever fits it, so that the rest can be compared as a whole, order included. */
const fitted = (actual: unknown, golden: unknown): unknown => {
  if (typeof golden === 'string' && typeof actual === 'string') return patternOf(golden)?.test(actual) ? golden : actual;
  if (golden === 'number' && typeof actual === 'number') return golden;
  if (Array.isArray(actual) && Array.isArray(golden)) return actual.map((each, i) => fitted(each, golden[i]));
  if (typeof actual !== 'object' || typeof golden !== 'object' || actual === null || golden === null) return actual;
  const shape = golden as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(actual).map(([name, value]) => [name, fitted(value, shape[name])]));
};

const expectText = (actual: string, golden: string): void => {
  const pattern = patternOf(golden);
  if (pattern) expect(actual).toMatch(pattern);
  else expect(actual).toBe(golden);
};

const expectLocation = (location: string, { start, raw = [], end, parameters }: NonNullable<Golden['location']>): void => {
  const pattern = patternOf(start);
  if (pattern) expect(location).toMatch(pattern);
  else expect(location.slice(0, start.length)).toBe(start);
  for (const part of raw) expect(location).toContain(part);
  if (end !== undefined) expect(location.slice(-end.length)).toBe(end);
  const url = new URL(location);
  const actual = [...new URLSearchParams(url.search || url.hash.slice(1))];
  expect(fitted(actual, parameters)).toEqual(parameters);
};

const expectGolden = async (reply: Response, golden: Golden): Promise<void> => {
  expect(reply.status).toBe(golden.status);
  const headers = Object.fromEntries(Object.keys(golden.headers).map((header) => [header, reply.headers.get(header)]));
  expect(fitted(headers, golden.headers)).toEqual(golden.headers);
  const text = await reply.text();
  if (golden.text !== undefined) expectText(text, golden.text);
  if (golden.body !== undefined) {
    if (golden.text === undefined) expect(text.trimEnd()).toBe(JSON.stringify(JSON.parse(text), undefined, golden.indent));
    expect(JSON.stringify(fitted(JSON.parse(text), golden.body), undefined, 1)).toBe(JSON.stringify(golden.body, undefined, 1));
  }
  if (golden.location) expectLocation(reply.headers.get('location') ?? '', golden.location);
};

/** One test for each fixture in `folder`, reached by the way of its name. */
export const testGolden = async <B>(about: {
  readonly persona: PersonaId;
  readonly folder: URL;
  readonly ways: Readonly<Record<string, (browser: B) => Promise<Response>>>;
  readonly browse: (lab: Lab) => Promise<B>;
}): Promise<void> => {
  const { persona, folder, ways, browse } = about;
  const names = (await readdir(folder)).map((file) => file.replace('.json', ''));

  describe(`answers of ${persona} as they were seen`, () => {
    let lab: Lab;
    beforeAll(async () => {
      lab = await createLab({ personas: [persona] });
    });
    afterAll(() => lab.close());

    it('has a way to get each of them', () => {
      expect(Object.keys(ways).toSorted()).toEqual(names.toSorted());
    });

    it.each(names)('%s', async (name) => {
      const golden = JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')) as Golden;
      const reply = await ways[name]?.(await browse(lab));
      if (!reply) throw new Error(`no way to ${name}`);
      await expectGolden(reply, golden);
    });
  });
};
