import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLab, type Lab, type World, wayIntoLab } from '../index.ts';

const run = promisify(execFile);
const USERINFO = 'https://openidconnect.googleapis.com/v1/userinfo';

let lab: Lab;
let world: World;
beforeAll(async () => {
  lab = await createLab();
  world = await lab.world();
});
afterAll(() => lab.close());

/** Runs a program as an app is run, and returns what it printed. */
const program = async (source: string): Promise<{ stdout: string; stderr: string }> => {
  const way = wayIntoLab({ url: lab.url, world: world.id, hosts: lab.hosts }, process.env);
  return run(process.execPath, ['--input-type=module', '--eval', source], { env: { ...process.env, ...way } });
};

const ask = (url: string, init: object): string =>
  `const answer = await fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).catch((error) => error);
   console.log(answer.status ?? answer.name, answer.status ? await answer.text().catch((error) => error.name) : '');`;

it("leads a program's calls to the vendor into its world, with body, status and headers", async () => {
  const { access_token } = await world.google.mint({ as: 'ana' });
  const seen = (await world.wire.read()).last;
  expect((await program(ask(USERINFO, { headers: { authorization: `Bearer ${access_token}` } }))).stdout).toContain(
    '"email": "ana@example.com"',
  );
  const body = 'grant_type=refresh_token&refresh_token=none&client_id=nobody';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const refused = await program(ask('https://oauth2.googleapis.com/token', { method: 'POST', headers, body }));
  expect(refused.stdout).toMatch(/^401 \{\s*"error": "invalid_client"/);
  const { exchanges } = await world.wire.read({ after: seen });
  expect(exchanges.map(({ endpoint, request }) => [endpoint, request.method, request.url, request.body?.length ?? 0])).toEqual([
    ['userinfo', 'GET', USERINFO, 0],
    ['token', 'POST', 'https://oauth2.googleapis.com/token', expect.any(Number)],
  ]);
  expect(JSON.stringify(exchanges.map(({ request }) => request.headers))).not.toMatch(/loginlab|forwarded/i);
});

it('leads calls by names imported from node:https there too', async () => {
  const source = `import { get } from 'node:https';
    get('https://accounts.google.com/.well-known/openid-configuration', (answer) => answer.pipe(process.stdout));`;
  expect((await program(source)).stdout).toContain('"issuer": "https://accounts.google.com"');
});

it('reaches programs that the program starts', async () => {
  const inner = ask('https://accounts.google.com/.well-known/openid-configuration', {});
  const outer = `import { execFileSync } from 'node:child_process';
    console.log(execFileSync(process.execPath, ['--input-type=module', '--eval', ${JSON.stringify(inner)}], { encoding: 'utf8' }));`;
  expect((await program(outer)).stdout).toContain('"issuer": "https://accounts.google.com"');
});

it('shows the program a connection that the lab dropped or cut', async () => {
  await world.faults.inject({ on: 'discovery', times: 1, do: { drop: true } });
  const address = 'https://accounts.google.com/.well-known/openid-configuration';
  expect((await program(ask(address, {}))).stdout).toContain('TypeError');
  await world.faults.inject({ on: 'discovery', times: 1, do: { truncate: 10 } });
  expect((await program(ask(address, {}))).stdout).toMatch(/^200 TypeError/);
});

it('lets nothing out, and says so', async () => {
  const { stdout, stderr } = await program(ask('https://people.googleapis.com/v1/people/me', {}));
  expect(stdout).toContain('TypeError');
  expect(stderr).toContain('LoginLabWarning: GET https://people.googleapis.com/v1/people/me was stopped');
});
