import { expect, test } from 'vitest';
import { callsTo } from '../control/remote-call.ts';
import { createLab } from '../index.ts';
import type { Deed } from './app/deed.ts';
import * as deeds from './app/deeds.ts';

const inLab = async (deed: (world: string) => Deed) => {
  const lab = await createLab({ personas: ['google'] });
  return { lab, deed: deed('default'), call: callsTo(new URL(lab.url)) };
};

test.each<[string, (world: string) => Deed, RegExp]>([
  ['an hour', deeds.ageAnHour, /^Everything issued so far is 1 hour older now\.$/],
  ['a day', deeds.tomorrow, /^A day later\. .* 1 day older now\.$/],
  ['the end of all sessions', deeds.endSessions, /^0 sessions ended\.$/],
  ['new keys', (world) => deeds.rotateKeys(world, 'google'), /^google signs with key \w+ from now on\.$/],
  ['a refresh that fails', deeds.nextRefreshFails, /^Fault f1 waits for the next refresh\.$/],
  ['a call that answers 401', (world) => deeds.nextCallAnswers401(world, 'userinfo'), /^Fault f1 waits .*userinfo\.$/],
  ['a reset', deeds.resetWorld, /^The world is as it was at its beginning\.$/],
  ['a person', (world) => deeds.addPerson(world, 'zoe'), /^.+ <.*zoe.*> can sign in\.$/],
])('the lab takes %s as the console asks for it', async (_what, make, said) => {
  const { lab, deed, call } = await inLab(make);
  await using _ = lab;
  expect(await deed.perform(call)).toMatch(said);
  expect(deed.effect).not.toContain('\n');
});

test('a setting is changed to what the button says', async () => {
  const { lab, call, deed } = await inLab((world) =>
    deeds.changeSetting(world, { id: 'google/consent/incremental' } as Parameters<typeof deeds.changeSetting>[1], false),
  );
  await using _ = lab;
  await deed.perform(call);
  expect((await lab.default.settings.read())['google/consent/incremental']).toBe(false);
});
