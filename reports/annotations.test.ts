import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderAnnotations } from './annotations.ts';
import { hostileTwists, knownAttacks, makeHostile } from './contract/hostile-run.ts';
import { readSampleRun } from './contract/sample-run.ts';

/** As the runner of GitHub reads lines: what begins with `::` is a command, with properties that end at the next `::`. */
const commandsIn = (output: string) =>
  output
    .split(/\r\n|\r|\n/)
    .filter((line) => line !== '')
    .map((line) => /^::(?<name>\w+) title=(?<title>[^:,]*)::(?<message>.*)$/u.exec(line)?.groups ?? { name: line });

const decoded = (text = ''): string => text.replaceAll(/%(25|0A|0D|3A|2C)/g, (found) => decodeURIComponent(found));

test('what turns the run red is an error, a failed SHOULD a warning, what is known neither', () => {
  const commands = commandsIn(renderAnnotations(readSampleRun()));
  expect(commands.map(({ name }) => name)).toEqual(['error', 'error', 'error', 'warning']);
  expect(commands.map(({ title }) => decoded(title))).toContain('upload-naive: no-code-exchange');
  const [message] = commands.filter(({ title }) => title?.includes('no-code-exchange')).map((each) => decoded(each.message));
  expect(message).toMatch(/\nFix: Keep the state[\s\S]*\nReproduce: loginlab run /);
});

test('of too many the first nine are shown, and how many more there are', () => {
  const run = readSampleRun();
  const commands = commandsIn(
    renderAnnotations({ ...run, results: [], stale: Array.from({ length: 14 }, (_, i) => `entry ${i}`) }),
  );
  expect(commands).toHaveLength(10);
  expect(commands.at(-1)?.message).toContain('There are 5 more');
});

test('no text of a run makes another command, or a character that cannot be seen', () => {
  const names = commandsIn(renderAnnotations(readSampleRun())).map(({ name }) => name);
  fc.assert(
    fc.property(hostileTwists, (twist) => {
      const output = renderAnnotations(makeHostile(readSampleRun(), twist));
      expect(commandsIn(output).map(({ name }) => name)).toEqual(names);
      expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
    }),
    { numRuns: 60, examples: knownAttacks },
  );
});
