/** `npm run bench`: all parts. `npm run bench -- growth`: one of them. */
const PARTS = {
  compare: () => import('./compare.ts'),
  growth: () => import('./growth/main.ts'),
  report: () => import('./report.ts'),
  memory: () => import('./run-memory.ts'),
};

const isPart = (name: string): name is keyof typeof PARTS => Object.hasOwn(PARTS, name);

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !isPart(name));
if (unknown === undefined) {
  for (const part of asked.length === 0 ? Object.keys(PARTS) : asked) if (isPart(part)) await PARTS[part]();
} else {
  console.error(`Unknown part "${unknown}". Parts of the bench: ${Object.keys(PARTS).join(', ')}.`);
  process.exitCode = 2;
}
