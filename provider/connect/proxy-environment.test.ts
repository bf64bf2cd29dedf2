import { execFile, spawnSync } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { proxyEnvironment } from './proxy-environment.ts';

const optionsIn = (folder: string): string => {
  const trust = { authority: 'a', roots: 'r', javaTrustStore: `${folder}/roots.jks`, phpIniFolder: 'p' };
  return proxyEnvironment({ url: 'http://127.0.0.1:4480', trust }, 'k3f9').JAVA_TOOL_OPTIONS ?? '';
};

const FOLDERS = [
  '/tmp/plain',
  '/tmp/with space',
  '/tmp/a "quoted" name',
  "/tmp/Ana's files",
  `/tmp/both ' and "`,
  '/tmp/tab\there',
];

it('gives Java the path of its trust store in one piece, in its own quotes', () => {
  expect(optionsIn('/tmp/plain')).toContain(' -Djavax.net.ssl.trustStore=/tmp/plain/roots.jks ');
  expect(optionsIn('/tmp/with space')).toContain(' "-Djavax.net.ssl.trustStore=/tmp/with space/roots.jks" ');
});

const JAVA = 'java';
const hasJava = spawnSync(JAVA, ['-version']).status === 0;

it.skipIf(!hasJava).each(FOLDERS)('which is how Java reads it: %s', async (folder) => {
  const env = { PATH: process.env.PATH, JAVA_TOOL_OPTIONS: optionsIn(folder) };
  const { stderr } = await promisify(execFile)(JAVA, ['-XshowSettings:properties', '-version'], { env });
  const [, read = ''] = /javax\.net\.ssl\.trustStore = (.*)/.exec(stderr) ?? [];
  expect(read.replaceAll('\\t', '\t')).toBe(`${folder}/roots.jks`);
});

it('keeps from the proxy what is this machine, and nothing that only begins like it', () => {
  expect(optionsIn('/tmp/plain')).toContain(' -Dhttp.nonProxyHosts=localhost|127.0.0.1|[::1] ');
});
