import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const PROGRAM = `
import { createLab } from './provider/index.ts';
{
  await using lab = await createLab();
  await using world = await lab.world();
  await world.google.mint({ as: 'ana' });
  await (await fetch(lab.url)).text();
}
console.log('left the block');
`;

it('leaves nothing behind that keeps a process alive', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, 'exit');
  expect([code, printed.trim()]).toEqual([0, 'left the block']);
});
