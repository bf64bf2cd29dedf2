/** Writes the suite `core`: the fewest scenarios that kill every mutant, by the bites and the table of `kills.json`. */
import { writeFileSync } from 'node:fs';
import { smallestCover } from './cover.ts';
import { killersOf, readMeasured } from './kill-table.ts';
import { mutantsFor } from './kills.ts';

const FILE = new URL('../../scenarios/runner/core-suite.ts', import.meta.url);

const cover = smallestCover(killersOf(mutantsFor({ group: undefined, only: [] }), readMeasured()));
writeFileSync(
  FILE,
  `/** The fewest scenarios that kill every mutant, as far as it was measured which kill which. Made by \`npm run generate\` from the bites and \`bench/mutants/kills.json\`. */
export const CORE: readonly string[] = [
${cover.map((id) => `  '${id}',`).join('\n')}
];
`,
);
