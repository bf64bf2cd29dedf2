import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLab, type Lab } from '../../lab/create-lab.ts';
import { browse, OFFLINE } from './test-browser.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await createLab({ personas: ['auth0'] });
});
afterAll(() => lab.close());

const refreshOf = async (reply: Response): Promise<string> => ((await reply.json()) as { refresh_token: string }).refresh_token;

it('lists which refresh token replaced which, when it was used, and that one that came again ended all', async () => {
  const browser = await browse(lab);
  await browser.rotating({ leewaySeconds: 0 });
  const { refresh_token: first = '' } = await browser.tokens(OFFLINE);
  const second = await refreshOf(await browser.refresh(first));
  await browser.world.clock.age('1h');
  await refreshOf(await browser.refresh(second));
  const list = () => browser.world.tokens.list({ kind: 'refresh-token' });
  const living = await list();
  const ids = living.map(({ id }) => id);
  expect(living.map(({ replaces }) => replaces)).toEqual([undefined, ids[0], ids[1]]);
  const [used, usedLater, unused] = living.map(({ usedAtEpochSeconds }) => usedAtEpochSeconds);
  expect(Number(usedLater) - Number(used)).toBeGreaterThanOrEqual(3600);
  expect(unused).toBeUndefined();
  await browser.refresh(first);
  expect((await list()).map(({ died }) => died?.why)).toEqual(['reused', 'reused', 'reused']);
});

it('lists two that replaced the same one within the reuse interval', async () => {
  const browser = await browse(lab);
  await browser.rotating({ leewaySeconds: 5 });
  const { refresh_token: first = '' } = await browser.tokens(OFFLINE);
  await browser.refresh(first);
  await browser.refresh(first);
  const listed = await browser.world.tokens.list({ kind: 'refresh-token' });
  expect(listed.map(({ replaces }) => replaces)).toEqual([undefined, listed[0]?.id, listed[0]?.id]);
});
