import { expect, test } from 'vitest';
import { createLab } from '../../provider/index.ts';
import type { TrafficFinding } from '../../provider/model/index.ts';
import { readFindings } from '../findings.ts';
import { command } from '../test-command.ts';
import { renderFindings } from './findings.ts';
import { exec, inNode } from './test-exec.ts';

const BARE =
  'https://accounts.google.com/o/oauth2/v2/auth?client_id=shop&response_type=code&redirect_uri=http://localhost:3000/cb';
const asks = (url: string) => inNode(`await fetch(${JSON.stringify(url)}); process.exitCode = 7;`);

test('what the rules found in the traffic of the app is said when it has ended, and its exit code stays', async () => {
  const { code, err } = await exec(['--no-console'], asks(BARE));
  expect(code).toBe(7);
  expect(err).toMatch(
    /What the rules found[\s\S]*✗ MUST state-missing: An authorization request has neither[\s\S]*Fix: Send[\s\S]*Exchanges: x\d+/,
  );
});

test('nothing is said where nothing was found', async () => {
  const { err } = await exec(['--no-console'], asks(`${BARE}&state=Zk3pQ8vN1rT6yW0aLx5c`));
  expect(err).not.toContain('What the rules found');
});

test('in a lab that runs already, only what came since', async () => {
  await using lab = await createLab({ port: 0, findings: readFindings });
  await fetch(`${lab.url}/google/o/oauth2/v2/auth?client_id=shop&response_type=code&redirect_uri=http://localhost:3000/cb`);
  expect(await lab.default.findings()).toHaveLength(1);
  const { err } = await command(['exec', '--url', lab.url, '--', ...inNode('')]);
  expect(err).not.toContain('What the rules found');
});

test('the worst comes first, one line for each rule, and many exchanges are counted', () => {
  const finding = (rule: string, level: TrafficFinding['level'], exchanges: readonly string[]): TrafficFinding => ({
    ...{ rule, level, exchanges, title: 't', message: 'm', fix: 'f' },
  });
  const seven = Array.from({ length: 7 }, (_, place) => `x${place}`);
  const lines = renderFindings([finding('a', 'MAY', ['x1']), finding('b', 'MUST', seven), finding('b', 'MUST', ['x9'])]);
  expect(lines.filter((line) => /^ {2}\S/.test(line))).toEqual(['  ✗ MUST b: m And 1 more of this rule.', '  i MAY a: m']);
  expect(lines.join('\n')).toContain('x0, x1, x2, x3, x4 and 2 more');
  const many = Array.from({ length: 20 }, (_, place) => finding(`r${place}`, 'MAY', []));
  expect(renderFindings(many).at(-1)).toContain('and 8 more rules');
  expect(renderFindings([])).toEqual([]);
});
