import { expect, it } from 'vitest';
import { createMemoryStore } from '../store/index.ts';
import { WorldState } from './state.ts';

const SENDER = { persona: 'google', from: 'no-reply@vendor.example' };

const openWorld = () => new WorldState({ id: 'test', store: createMemoryStore(), behaviours: [], keysOf: () => [], people: [] });

const mail = { to: 'ana@example.com', subject: 'Welcome', text: 'Hello.' };

it('knows whose address it was', async () => {
  const world = openWorld();
  await world.people.add({ key: 'ana' });
  expect(await world.mailbox.send(SENDER, { ...mail, to: 'ANA@example.com' })).toMatchObject({
    person: 'ana',
    persona: 'google',
  });
  expect(await world.mailbox.send(SENDER, { ...mail, to: 'new@example.com' })).not.toHaveProperty('person');
});

it('finds the addresses in text and HTML, each once', async () => {
  const { links } = await openWorld().mailbox.send(SENDER, {
    ...mail,
    text: 'Go to https://vendor.example/validate/t0k?a=1&b=2. (Or see http://localhost:4400/x!) Not mailto:a@example.com.',
    html: `<p>https://vendor.example/in-words <a href="https://vendor.example/validate/t0k?a=1&amp;b=2">Go</a>
      <a href=' https://vendor.example/other '>Other</a> <a href="/relative">no</a> <a href="mailto:a@example.com">no</a>`,
  });
  expect(links).toEqual([
    'https://vendor.example/validate/t0k?a=1&b=2',
    'http://localhost:4400/x',
    'https://vendor.example/other',
  ]);
});

it('takes 1000 messages; the oldest make room and are counted', async () => {
  const { mailbox } = openWorld();
  const first = await mailbox.send(SENDER, mail);
  for (let sent = 1; sent < 1002; sent += 1) await mailbox.send(SENDER, mail);
  const { messages, dropped } = await mailbox.list();
  expect([messages.length, dropped]).toEqual([1000, 2]);
  expect(await mailbox.find(first.id)).toBeUndefined();
});

it('wakes those who wait for what is sent', async () => {
  const { mailbox, gone } = openWorld();
  const waiting = [1, 2].map(() => mailbox.wait({ to: 'ana@example.com', timeoutSeconds: 60 }, gone.signal));
  await mailbox.send(SENDER, { ...mail, to: 'ben@example.com' });
  const sent = await mailbox.send(SENDER, mail);
  expect(await Promise.all(waiting)).toEqual([sent, sent]);
});
