import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { NEXT_DAY } from './test-run.ts';

const KNOWN = {
  scenario: 'reauth/online-access-resume-request',
  app: 'upload-naive',
  persona: 'google',
  verdict: 'fail',
  reason: 'it is naive on purpose',
};

test('a known deviation is amber, and red once it no longer matches', async () => {
  const cwd = folderWith({
    'known.json': JSON.stringify([KNOWN]),
    'stale.json': JSON.stringify([{ ...KNOWN, app: 'upload-resuming' }]),
  });
  const known = await command([...NEXT_DAY, '--app', 'upload-naive', '--expected', 'known.json'], { cwd });
  expect(known.code, known.out + known.err).toBe(0);
  const stale = await command([...NEXT_DAY, '--app', 'upload-resuming', '--expected', 'stale.json'], { cwd });
  expect(stale.code, stale.out + stale.err).toBe(1);
});

test('a list of deviations that does not fit is named with the field', async () => {
  const cwd = folderWith({ 'known.json': JSON.stringify([{ ...KNOWN, verdict: 'red' }]) });
  const { code, err } = await command([...NEXT_DAY, '--expected', 'known.json'], { cwd });
  expect(code).toBe(2);
  expect(err).toContain('known.json: [0].verdict: expected one of fail, inconclusive, warn, pass, info, skip, found "red".');
});

test('--update-expected writes what is new, takes out what no longer matches, and keeps what was not judged', async () => {
  const other = { ...KNOWN, scenario: 'login/state-mismatch-rejected', reason: 'not selected here' };
  const cwd = folderWith({ 'known.json': JSON.stringify([other, { ...KNOWN, app: 'upload-resuming' }]) });
  const run = [...NEXT_DAY, '--app', 'upload-naive,upload-resuming', '--expected', 'known.json'];
  const updated = await command([...run, '--update-expected'], { cwd });
  expect(updated.code, updated.out + updated.err).toBe(0);
  const entries = JSON.parse(readFileSync(path.join(cwd, 'known.json'), 'utf8'));
  const { verdict: _, reason: __, ...place } = KNOWN;
  const reason = expect.stringContaining('replace this text with the reason why it is accepted');
  expect(entries).toEqual([
    other,
    {
      ...{ ...place, variant: 'next-day', check: 'done-once', verdict: 'fail', reason },
      cause: expect.stringContaining('the upload was lost after the 401'),
    },
    {
      ...{ ...place, variant: 'next-day', check: 'by-itself', verdict: 'warn', reason },
      cause: expect.stringContaining('the person had to sign in again manually'),
    },
  ]);
  const again = await command([...run, '--update-expected'], { cwd });
  expect(again.err).toContain('known.json is up to date.');
  expect((await command(run, { cwd })).code).toBe(0);
});
