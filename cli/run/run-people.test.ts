import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findChromium } from '../../provider/index.ts';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { NEXT_DAY } from './test-run.ts';

test('people with a real browser: what the browsers of a failure saw lies beside the reports', {
  skip: !(await findChromium()),
}, async () => {
  const cwd = folderWith();
  const args = [...NEXT_DAY, '--app', 'upload-naive', '--expected', 'none', '--format', 'json', '--person', 'browser'];
  const { code, out, err } = await command(args, { cwd });
  expect(code, out + err).toBe(1);
  expect(out).toContain(`Browser traces of results that did not pass are in ${path.join('reports', 'out', 'browser')}`);
  const evidence = path.join(
    cwd,
    'reports',
    'out',
    'browser',
    'upload-naive-google-reauth-online-access-resume-request-next-day',
  );
  expect(readdirSync(path.join(evidence, 'judged-person-1'))).toContain('trace.zip');
});

test('a kind of person that there is not, one without windows, and a browser that is nowhere: exit 2, in words', async () => {
  const cwd = folderWith();
  const typo = await command([...NEXT_DAY, '--person', 'browsr'], { cwd });
  expect([typo.code, typo.err]).toEqual([2, expect.stringContaining('The nearest known one is "browser"')]);
  const blind = await command([...NEXT_DAY, '--person', 'http', '--headed'], { cwd });
  expect([blind.code, blind.err]).toEqual([2, expect.stringContaining('--person: http has no windows')]);
  const env = { LOGINLAB_CHROMIUM: '/nowhere/chrome' };
  const lost = await command([...NEXT_DAY, '--person', 'browser'], { cwd, env });
  expect([lost.code, lost.err]).toEqual([2, expect.stringContaining('names no existing file: "/nowhere/chrome"')]);
});
