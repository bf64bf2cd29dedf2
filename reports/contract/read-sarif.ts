import { readFileSync } from 'node:fs';
import draft04 from 'ajv-draft-04';
import { expect } from 'vitest';
import { breachesOf } from '../../scenarios/model/index.ts';
import { json } from '../formats/json.ts';
import type { Reader } from './describe-reporter.ts';
import { firstText } from './rendered.ts';

/** The schema of OASIS, in a package of Microsoft. */
const SCHEMA = new URL('../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url);
const validate = new draft04.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string } }[] };
      };
      readonly results: readonly {
        readonly ruleId: string;
        readonly baselineState: string;
        readonly locations: readonly [{ readonly physicalLocation: { readonly region: { readonly startLine: number } } }];
      }[];
    },
  ];
}

/** `loginlab.sarif` fits the schema of OASIS; each of its results has a rule with help, a baseline, and its line of `run.json`. */
export const reader: Reader = () => (files, run) => {
  expect(files.map(({ path }) => path)).toEqual(['loginlab.sarif']);
  const log: Log = JSON.parse(files[0]?.content ?? '');
  validate(log);
  expect(validate.errors).toBeNull();
  const [{ tool, results }] = log.runs;
  const helps = new Map(tool.driver.rules.map(({ id, help }) => [id, help.text]));
  const breaches = run.results.flatMap((result) => breachesOf(result).map((breach) => ({ result, breach })));
  const present = results.filter(({ baselineState }) => baselineState !== 'absent');
  expect(present).toHaveLength(breaches.length);
  expect(results.length - present.length).toBe(run.stale?.length ?? 0);
  for (const { ruleId } of results) expect(helps.get(ruleId)).toBeTruthy();
  const lines = firstText(json, run).split('\n');
  for (const [place, { locations, baselineState }] of present.entries()) {
    const { result, breach } = breaches[place] ?? {};
    const line = lines[locations[0].physicalLocation.region.startLine - 1] ?? '';
    expect(JSON.parse(line.replace(/,$/, ''))).toEqual(JSON.parse(JSON.stringify(result)));
    expect(baselineState).toBe(breach?.expected ? 'unchanged' : 'new');
  }
};
