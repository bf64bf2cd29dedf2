/**
 * Compares the direct path with the certified engine over many random cases: `npm run differential -- --cases 200000`. Prints the
 * cases that it played, and how many requests the direct path answered. Fails with the smallest case that differs.
 */
import '../provider/engine/direct/test-frozen-clock.ts';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    persona: { type: 'string', multiple: true },
    seed: { type: 'string' },
  },
});

// Loaded after the clock stands still.
const { compareCases } = await import('../provider/engine/direct/test-compare.ts');
const { loadPersonas } = await import('../provider/personas/load.ts');

const personas = (await loadPersonas()).filter(({ id }) => values.persona?.includes(id) ?? true);
const each = Math.ceil(Number(values.cases) / personas.length);
for (const persona of personas) {
  const start = process.cpuUsage();
  const tally = await compareCases(persona, each, values.seed === undefined ? undefined : Number(values.seed));
  const { user, system } = process.cpuUsage(start);
  const shares = Object.entries(tally).map(([what, { asked, answered }]) => `${what} ${answered}/${asked}`);
  console.log(
    `${persona.id}: ${each} cases alike in ${((user + system) / 1e6).toFixed(0)} s of CPU; answered directly: ${shares.join(', ')}`,
  );
}
