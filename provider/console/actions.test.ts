import { expect, test } from 'vitest';
import { callsTo } from '../control/remote-call.ts';
import { createLab } from '../index.ts';
import { advanceRefusalOf, LoginLabError } from '../model/index.ts';
import type { Action } from './app/action.ts';
import * as actions from './app/actions.ts';

const WORDS = { label: 'x', effect: 'x' };

const inLab = async (action: (world: string) => Action) => {
  const lab = await createLab({ personas: ['google'] });
  return { lab, action: action('default'), call: callsTo(new URL(lab.url)) };
};

test.each<[string, (world: string) => Action, RegExp]>([
  ['an hour of age', (world) => actions.age(world, '1h'), /^Everything issued so far is now 1 hour older for the vendors\.$/],
  [
    'a substitute for a day',
    (world) => actions.tomorrow(world, { unfollowed: 'age' }),
    /^The memory of the vendors is 1 day older: nothing ended\. No client knows\.$/,
  ],
  [
    'short lifetimes',
    (world) => actions.advance(world, { by: '1d', unfollowed: 'short', lifetimeSeconds: 7 }, WORDS),
    /^Access tokens issued from now on live 7 seconds\. Nothing is older\.$/,
  ],
  ['lifetimes as the vendor has them', actions.restoreLifetimes, /^The next tokens live as long as the vendor’s\.$/],
  ['the end of all sessions', actions.endSessions, /^0 sessions ended\.$/],
  ['new keys', (world) => actions.rotateKeys(world, 'google'), /^google now signs with key \w+\.$/],
  ['a refresh that fails', actions.nextRefreshFails, /^Fault f1 will apply to the next refresh\.$/],
  ['a call that answers 401', (world) => actions.nextCallAnswers401(world, 'userinfo'), /^Fault f1 will apply .*userinfo\.$/],
  ['a reset', actions.resetWorld, /^The world was reset\.$/],
  ['a person', (world) => actions.addPerson(world, 'zoe'), /^.+ <.*zoe.*> can sign in\.$/],
])('the lab takes %s as the console asks for it', async (_what, make, said) => {
  const { lab, action, call } = await inLab(make);
  await using _ = lab;
  expect(await action.perform(call)).toMatch(said);
  expect(action.effect).not.toContain('\n');
});

test('a setting is changed to what the button says', async () => {
  const { lab, call, action } = await inLab((world) =>
    actions.changeSetting(world, { id: 'google/consent/incremental' } as Parameters<typeof actions.changeSetting>[1], false),
  );
  await using _ = lab;
  await action.perform(call);
  expect((await lab.default.settings.read())['google/consent/incremental']).toBe(false);
});

test('a day that passes for everybody names what ended', async () => {
  const { lab, call, action } = await inLab((world) => actions.tomorrow(world));
  await using _ = lab;
  await lab.default.clock.follow('shop');
  await lab.default.google.mint({ as: 'ana' });
  expect(await action.perform(call)).toBe('1 day later: access-token ended.');
  expect(await lab.default.clock.read()).toMatchObject({ shiftedSeconds: 86_400, agedSeconds: 0 });
});

test('a day that nobody follows is refused with its offers, as the panel shows them', async () => {
  const { lab, call, action } = await inLab((world) => actions.tomorrow(world));
  await using _ = lab;
  const refused = await action.perform(call).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LoginLabError);
  expect(advanceRefusalOf(refused as LoginLabError)?.offers.map(({ unfollowed }) => unfollowed)).toEqual(['age', 'short']);
});
