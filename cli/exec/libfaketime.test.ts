import { execFileSync } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { advanceRefusalOf, createLab } from '../../provider/index.ts';
import { start } from '../test-command.ts';
import { folderWith } from '../test-folder.ts';
import { requireLibrary } from './libfaketime.ts';

const isThere = async (): Promise<boolean> => {
  try {
    execFileSync('python3', ['--version']);
    await requireLibrary();
    return true;
  } catch {
    return false;
  }
};

/** A server that at each request calls the vendor, waits in two ways, and answers with the time. */
const PROGRAM = `import http.server, queue, time, urllib.request
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.001)
        try:
            queue.Queue().get(timeout=0.001)
        except queue.Empty:
            pass
        with urllib.request.urlopen('https://accounts.google.com/.well-known/openid-configuration') as answer:
            self.send_response(answer.status)
        self.end_headers()
        self.wfile.write(str(time.time()).encode())
server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
print('port', server.server_address[1], 'end', flush=True)
server.serve_forever()
`;

/** Starts the program under exec, and returns a function that asks it by how many days its clock is ahead. */
const daysAheadOf = async (url: string, ...flags: string[]): Promise<() => Promise<number>> => {
  const cwd = folderWith({ 'app.py': PROGRAM });
  const program = start(['exec', '--url', url, ...flags, '--', 'python3', 'app.py'], { cwd });
  onTestFinished(async () => {
    program.signal('SIGTERM');
    await program.ended;
  });
  const [, port] = /port (\d+) end/.exec(await program.prints(' end')) ?? [];
  return async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(answer.status).toBe(200);
    return Math.floor((Number(await answer.text()) - Date.now() / 1000 + 3_600) / 86_400);
  };
};

test('where libfaketime is not installed, the error names the package', async () => {
  const error = await requireLibrary([folderWith({})]).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'usage', field: '--libfaketime' });
  expect(String(error)).toContain('Install the package libfaketime');
});

describe('a Python program', { skip: !(await isThere()) }, () => {
  test('follows the clock under --libfaketime, and believes the certificates of the proxy 90 days later', async () => {
    await using lab = await createLab();
    const daysAhead = await daysAheadOf(lab.url, '--libfaketime');
    expect(await daysAhead()).toBe(0);
    const { followers } = await lab.default.clock.read();
    expect(followers).toEqual([expect.stringMatching(/^python3\S* \d+$/)]);
    expect(await lab.default.clock.tomorrow()).toMatchObject({ motion: 'shift', followers, notFollowing: [] });
    expect(await daysAhead()).toBe(1);
    await lab.default.clock.advance({ by: '90d' });
    expect(await daysAhead()).toBe(91);
  });

  test('lives in real time without it, and is named', async () => {
    await using lab = await createLab();
    const daysAhead = await daysAheadOf(lab.url);
    expect(await daysAhead()).toBe(0);
    const error = await lab.default.clock.tomorrow().catch((cause) => cause);
    expect(advanceRefusalOf(error)?.notFollowing).toEqual([
      { userAgent: expect.stringContaining('Python-urllib'), process: expect.stringMatching(/^python3\S* \d+$/), clientIds: [] },
    ]);
    expect(JSON.stringify(await lab.default.wire.read())).not.toMatch(/x-loginlab|"process"/i);
  });
});
