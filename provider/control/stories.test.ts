import { describe, expect, test } from 'vitest';
import { asking, openLab } from './test-asking.ts';
import { TestStories } from './test-stories.ts';

const PLAY = '/_lab/stories/remember-me/play';

/** A lab with stories, asked at its console, whose pages may call. */
const opened = async () => {
  const stories = new TestStories();
  const { lab, ask } = await openLab({ stories });
  const { port } = await lab.openConsole();
  return { lab, ask, stories, askConsole: asking(port) };
};

test('a story is listed, played, read and stopped', async () => {
  const { ask } = await opened();
  expect((await ask('/_lab/')).json).toMatchObject({ stories: true });
  expect((await ask('/_lab/stories')).json).toMatchObject({ stories: [{ id: 'remember-me' }] });
  expect((await ask(PLAY, { body: {} })).json).toMatchObject({ state: 'playing', of: 2 });
  expect((await ask(PLAY)).json).toMatchObject({ state: 'playing' });
  expect((await ask(PLAY, { method: 'DELETE' })).json).toEqual({ state: 'stopped' });
  expect((await ask(PLAY)).json).toEqual({ state: 'stopped' });
});

test('a second play waits for the end of the first', async () => {
  const { ask } = await opened();
  await ask(PLAY, { body: {} });
  expect(await ask(PLAY, { body: {} })).toMatchObject({ status: 429, json: { type: 'urn:loginlab:problem:too-many' } });
});

test.each(['GET', 'POST', 'DELETE'])('an unknown story is 404: %s', async (method) => {
  const { ask } = await opened();
  const body = method === 'POST' ? {} : undefined;
  expect(await ask('/_lab/stories/nothing/play', { method, body })).toMatchObject({
    status: 404,
    json: { type: 'urn:loginlab:problem:unknown-id' },
  });
});

test('a lab without stories says so', async () => {
  const { ask } = await openLab();
  expect((await ask('/_lab/')).json).toMatchObject({ stories: false });
  expect(await ask('/_lab/stories')).toMatchObject({ status: 501, json: { type: 'urn:loginlab:problem:unsupported' } });
  expect(await ask(PLAY, { body: {} })).toMatchObject({ status: 501 });
});

test('stories end with their lab', async () => {
  const { lab, stories } = await opened();
  await lab.close();
  expect(stories.closed).toBe(1);
});

describe('a play is guarded as every write', () => {
  test.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 403],
    ['a page of a persona', { origin: 'http://localhost:4400' }, 403],
    ['a link of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a name that leads here', { host: 'evil.example' }, 421],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ])('%s starts nothing, at the lab nor at the console', async (_who, headers, refused) => {
    const { ask, askConsole, stories } = await opened();
    for (const asked of [ask, askConsole]) expect((await asked(PLAY, { headers, body: {} })).status).toBe(refused);
    expect(await stories.read('remember-me')).toMatchObject({ state: 'played' });
  });

  test('a page of the console itself starts it', async () => {
    const { askConsole } = await opened();
    const headers = { origin: 'http://localhost:PORT', 'sec-fetch-site': 'same-origin' };
    expect((await askConsole(PLAY, { headers, body: {} })).json).toMatchObject({ state: 'playing' });
  });

  test('beyond loopback it needs the token', async () => {
    const stories = new TestStories();
    const { ask } = await openLab({ stories, host: '0.0.0.0', token: 'a-token-of-this-test' });
    expect((await ask(PLAY, { body: {} })).status).toBe(401);
    expect((await ask(PLAY, { body: {}, headers: { authorization: 'Bearer a-token-of-this-test' } })).status).toBe(200);
  });
});
