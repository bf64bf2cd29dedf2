import { expect, test } from 'vitest';
import { connectLab, createLab } from '../index.ts';

const openConsole = async () => {
  const lab = await createLab({ personas: ['google'] });
  const { url } = await lab.openConsole();
  return { url, [Symbol.asyncDispose]: () => lab.close() };
};

test('the page, its script and its style are served under a policy that lets in nothing else', async () => {
  await using console = await openConsole();
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/console.css', 'text/css'],
    ['/console.js', 'text/javascript'],
  ]) {
    const { status, headers } = await fetch(`${console.url}${path}`);
    expect({ path, status, type: headers.get('content-type') }).toEqual({ path, status: 200, type: `${type}; charset=utf-8` });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('the page has no script but the one that it names, so that it works under its policy', async () => {
  await using console = await openConsole();
  const page = await (await fetch(console.url)).text();
  expect(page.match(/<script[^>]*>[^<]*/g)).toEqual(['<script type="module" src="/console.js">']);
  expect(page).not.toMatch(/<style|style=|\son\w+=/);
});

test('whatever else is asked for is not there, and nothing is written', async () => {
  await using console = await openConsole();
  for (const path of ['/index.html', '/../package.json', '/console.js/..%2f..%2fpackage.json', '/_labx'])
    expect((await fetch(`${console.url}${path}`)).status).toBe(404);
  expect((await fetch(console.url, { method: 'POST', body: 'x' })).status).toBe(405);
});

test('the lab tells where its console is, as long as there is one', async () => {
  await using lab = await createLab({ personas: ['google'] });
  expect(await connectLab(lab.url)).not.toHaveProperty('console');
  const first = await lab.openConsole();
  const second = await lab.openConsole();
  expect(await connectLab(lab.url)).toMatchObject({ console: first.url });
  await first.close();
  expect(await connectLab(lab.url)).toMatchObject({ console: second.url });
});
