import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../architecture/source-files.ts';

describe('the package, as it would be published', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loginlab-pack-'));
  const tarball = path.join(folder, `loginlab-${manifest.version}.tgz`);

  beforeAll(() => {
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT, stdio: 'pipe' });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const data = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(tarball));

  test('may be published, under its licence, and names no address that is not true', () => {
    expect(manifest).not.toHaveProperty('private');
    expect(manifest.license).toBe('MIT');
    expect(readFileSync(path.join(ROOT, 'LICENSE'), 'utf8')).toContain('Login Lab contributors');
  });

  test('publint finds nothing wrong but in what is bundled', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: data().buffer } });
    const wrong = messages.filter(({ type }) => type !== 'suggestion').map((message) => formatMessage(message, pkg) ?? '');
    // The apps share a package that lies in the tarball, so that nobody looks for it elsewhere.
    expect(manifest.bundleDependencies).toEqual(['app-base']);
    expect(wrong.filter((text) => !/app-base|fixtures\/apps\/base/.test(text))).toEqual([]);
  });

  test('its types are found by Node and by bundlers, at every entry that has types', async () => {
    const result = await checkPackage(createPackageFromTarballData(data()));
    expect(result.types).not.toBe(false);
    const problems = 'problems' in result ? result.problems : [];
    const typed = ['.', './msw', './playwright', './vitest'];
    const met = problems.filter(
      (problem) =>
        !('entrypoint' in problem) ||
        (typed.includes(problem.entrypoint) && ['node16-esm', 'bundler'].includes(problem.resolutionKind)),
    );
    expect(met).toEqual([]);
  });
});
