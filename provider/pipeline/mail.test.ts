import { expect, it } from 'vitest';
import { testBench } from '../engine/test-context.ts';
import { createPorts } from './ports.ts';

it('puts what a persona sends into the mailbox, and notes it in the wire log', async () => {
  const { context, engine } = await testBench();
  const { world } = context;
  const log = world.recorder.begin({
    persona: 'google',
    method: 'POST',
    url: 'http://localhost/',
    vendorUrl: 'https://plain.example/',
    headers: [],
    body: new Uint8Array(),
  });
  const request = { method: 'POST', url: new URL('https://plain.example/'), headers: {}, body: new Uint8Array() };
  const { ports } = createPorts({ ...context, log }, engine, request, request);
  const sent = [
    await ports.mail.send({ to: 'ana@example.com', subject: 'One', text: 'Hello.' }),
    await ports.mail.send({ to: 'ben@example.com', subject: 'Two', text: 'Hello.', from: 'shop@plain.example' }),
  ];
  log.answered({ status: 204, headers: [], body: '' });
  expect((await world.mailbox.list()).messages).toEqual(sent);
  expect(sent.map(({ from, person }) => [from, person])).toEqual([
    ['no-reply@plain.example', 'ana'],
    ['shop@plain.example', undefined],
  ]);
  expect(world.recorder.read().exchanges).toMatchObject([{ sentMail: sent.map(({ id }) => id) }]);
});
