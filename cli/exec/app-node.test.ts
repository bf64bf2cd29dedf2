import { chmodSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../paths.ts';
import { command } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';

/** A folder with a `node` of its own, which tells what it was started with. */
const folderWithNode = (version: string): string => {
  const folder = folderWith({
    'bin/node': `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || echo "own node $*, preload: $NODE_OPTIONS"\n`,
  });
  chmodSync(path.join(folder, 'bin/node'), 0o755);
  return folder;
};

/** As `npm --prefix LAB run loginlab -- exec …` starts us: in our folder, with our bin folders first on the PATH. */
const byNpm = (folder: string) => {
  const bins = [packageFolder, path.dirname(packageFolder)].map((each) => path.join(each, 'node_modules', '.bin'));
  return {
    cwd: packageFolder,
    env: {
      npm_package_json: path.join(packageFolder, 'package.json'),
      INIT_CWD: folder,
      PATH: [...bins, path.join(folder, 'bin'), '/usr/bin', '/bin'].join(path.delimiter),
    },
  };
};

const exec = (folder: string, ...argv: readonly string[]) =>
  command(['exec', '--port', '0', '--no-console', '--', ...argv], byNpm(folder));

test('the app runs on the Node of the user, with the preload', async () => {
  const { out, err } = await exec(folderWithNode('v20.19.0'), 'node', 'app.js');
  expect(out).toMatch(/^own node app\.js, preload: --import=file:\/\/\S+preload\.\w+\n$/);
  expect(err).toContain('runs, also in the browser.');
  expect(err).not.toContain('too old');
});

test('a Node that is too old runs without it, and that is said before: what is not intercepted, and what to do', async () => {
  const folder = folderWithNode('v18.20.8');
  const { out, err } = await exec(folder, 'node', 'app.js');
  expect(out).toBe('own node app.js, preload: \n');
  expect(err).toContain(`Node v18.20.8 (${path.join(folder, 'bin/node')}) is too old to be intercepted in-process`);
  expect(err).toContain('clients that read HTTPS_PROXY go to the lab');
  expect(err).toContain('your own browser: it goes to the real Google, Facebook and Auth0. Add --browser');
  expect(err).not.toContain('also in the browser');
});
