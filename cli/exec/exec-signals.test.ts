import { expect, test } from 'vitest';
import { entryOf } from '../../scenarios/processes/index.ts';
import { start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { inNode, NODE } from './test-exec.ts';

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s reaches the app, whose own end counts', async (signal) => {
  const source = `process.on('${signal}', () => { console.log('tidy'); process.exit(9); }); setInterval(() => {}, 1e6); console.log('up');`;
  const started = start(['exec', '--port', '0', '--', ...inNode(source)]);
  await started.prints('up');
  started.signal(signal);
  expect(await started.ended).toMatchObject({ code: 9, out: 'up\ntidy\n' });
});

test('an app that a signal ends is told as a shell tells it', async () => {
  const started = start(['exec', '--port', '0', '--', ...inNode('setInterval(() => {}, 1e6); console.log("up");')]);
  await started.prints('up');
  started.signal('SIGTERM');
  expect((await started.ended).code).toBe(143);
});

test('what the command leaves behind when it is asked to end is asked as well', async () => {
  const source = `process.on('SIGTERM', () => { console.log('swept'); process.exit(); }); setInterval(() => {}, 1e6); console.log('up');`;
  const cwd = folderWith({ 'app.mjs': source });
  const started = start(['exec', '--port', '0', '--', 'sh', '-c', `"${NODE}" app.mjs & wait`], { cwd });
  await started.prints('up');
  started.signal('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 143, out: 'up\nswept\n' });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends an app that npm started, also one that ignores it, without a stack',
  async (signal) => {
    const sleep = (name: string) => `setInterval(() => {}, 1e6); console.log(process.pid + ' ${name}');`;
    const cwd = folderWith({
      'package.json': '{ "scripts": { "start": "node app.mjs", "stubborn": "node stubborn.mjs & node app.mjs" } }',
      'app.mjs': sleep('app'),
      'stubborn.mjs': `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => {}); ${sleep('stubborn')}`,
    });
    for (const [script, programs] of [
      ['start', ['app']],
      ['stubborn', ['app', 'stubborn']],
    ] as const) {
      const started = start(['exec', '--port', '0', '--no-console', '--', 'npm', 'run', '-s', script], { cwd });
      const pids: number[] = [];
      for (const name of programs)
        pids.push(Number(new RegExp(`(\\d+) ${name}\n`).exec(await started.prints(` ${name}\n`))?.[1]));
      started.signal(signal);
      const { err, code } = await started.ended;
      expect(code).not.toBe(0);
      expect(err).not.toMatch(/^ {4}at /m);
      expect(pids.filter((pid) => entryOf(pid) !== undefined)).toEqual([]);
    }
  },
);

test('an app that ignores signals is ended by the second one', async () => {
  const source = `process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1e6); console.log('up');`;
  const started = start(['exec', '--port', '0', '--', ...inNode(source)]);
  await started.prints('up');
  started.signal('SIGTERM');
  await started.prints('no');
  const again = setInterval(() => started.signal('SIGTERM'), 50);
  await started.says('ended with exit code');
  clearInterval(again);
  const { code, out } = await started.ended;
  expect({ code, out }).toEqual({ code: 137, out: 'up\nno\n' });
});
