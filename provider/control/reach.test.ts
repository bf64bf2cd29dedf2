import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createLab } from '../index.ts';

const open = async () => {
  const lab = await createLab();
  onTestFinished(() => lab.close());
  const ask = (
    headers: Readonly<Record<string, string>>,
    path = '/_lab/',
    method = 'GET',
  ): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: lab.port, path, method, headers, agent: false }, async (response) => {
        const chunks = await Array.fromAsync(response);
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
      asked.on('error', reject).end();
    });
  return { lab, ask };
};

test('the listener of a lab answers its control API on its own loopback hosts', async () => {
  const { lab, ask } = await open();
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    const { status, body } = await ask({ host: `${name}:${lab.port}` });
    expect({ status, info: JSON.parse(body) }).toMatchObject({ status: 200, info: { lab: 'loginlab', url: lab.url } });
  }
});

test.each([
  { host: 'accounts.google.com' },
  { host: 'accounts.google.com', 'x-forwarded-proto': 'https' },
  { host: 'accounts.google.com:443', 'x-forwarded-proto': 'https' },
  { host: 'evil.example' },
  { host: 'localhost:1' },
])('and nothing of it at %o', async (headers) => {
  const { lab, ask } = await open();
  const { status, body } = await ask(headers);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(body).not.toContain('"loginlab"');
  await ask({ ...headers, 'content-type': 'application/json' }, '/_lab/worlds', 'POST');
  expect(JSON.parse((await ask({ host: `localhost:${lab.port}` }, '/_lab/worlds')).body)).toEqual({ worlds: ['default'] });
});

test('an app cannot see that there is a control API: it is at no path of a persona', async () => {
  const { lab, ask } = await open();
  const own = { host: `localhost:${lab.port}` };
  for (const path of ['/google/_lab/worlds', '/@w1/_lab/worlds', '//_lab/worlds', '/%5flab/worlds', '/google/../_lab/worlds']) {
    expect({ path, body: (await ask(own, path)).body }).not.toMatchObject({ body: expect.stringContaining('"worlds"') });
  }
});

test('without a socket, the same calls answer', async () => {
  const { lab } = await open();
  const headers = { 'content-type': 'application/json' };
  const aged = await lab.fetch(`${lab.url}/_lab/worlds/default/clock/age`, { method: 'POST', headers, body: '{"by":"1d"}' });
  expect(await aged.json()).toMatchObject({ agedSeconds: 86_400 });
  expect((await lab.fetch('https://accounts.google.com/_lab/')).headers.get('content-type')).not.toContain('problem+json');
});
