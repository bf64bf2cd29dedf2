import { expect, test } from 'vitest';
import { createLab } from './lab.ts';

test('the log of a restored world shows none of the tokens that came with the snapshot', async () => {
  await using lab = await createLab();
  const { access_token, refresh_token } = await lab.default.google.mint({ as: 'ana' });
  const world = await lab.world();
  await world.restore(await lab.default.snapshot());
  await (
    await lab.fetch(`${world.google.address}/nowhere`, { method: 'POST', body: `lost: ${access_token} and ${refresh_token}` })
  ).text();
  const [exchange] = (await world.wire.read()).exchanges;
  expect(exchange?.request.body).toMatch(/^lost: access-token#\d+ and refresh-token#\d+$/);
});

test('a snapshot goes on ageing by the calendar, and with the world that it is restored into', async () => {
  await using lab = await createLab();
  await lab.default.clock.age('2h');
  await lab.default.google.mint({ as: 'ana' });
  const snapshot = await lab.default.snapshot();
  await lab.default.clock.age('1d');
  await lab.default.restore(snapshot);
  expect(await lab.default.clock.read()).toMatchObject({ agedSeconds: 7200 });
  expect(await lab.default.tokens.list({ kind: 'access-token', state: 'live' })).toHaveLength(1);
  await lab.default.clock.age('61m');
  expect(await lab.default.tokens.list({ kind: 'access-token', state: 'live' })).toEqual([]);
});
