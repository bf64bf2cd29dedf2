import { expect, test } from 'vitest';
import type { PlayedSituation } from '../../provider/model/index.ts';
import { STORIES } from '../../scenarios/stories/index.ts';
import type { PlayStory } from './play-story.ts';
import { openStories } from './story-player.ts';

const [ONE, OTHER] = STORIES.map(({ id }) => id) as [string, string];

/** A player whose plays end when the test says so, or when they are stopped. */
const held = () => {
  const plays: {
    readonly tell: Parameters<PlayStory>[1]['tell'];
    readonly end: PromiseWithResolvers<readonly PlayedSituation[]>;
  }[] = [];
  const player = openStories((_story, { signal, tell }) => {
    const end = Promise.withResolvers<readonly PlayedSituation[]>();
    signal.addEventListener('abort', () => end.resolve([]), { once: true });
    plays.push({ tell, end });
    return end.promise;
  });
  return { player, plays };
};

const settled = async (player: ReturnType<typeof openStories>, id: string) => {
  for (;;) {
    const play = await player.read(id);
    if (play.state !== 'playing') return play;
    await new Promise(setImmediate);
  }
};

test('every story is listed with its situations, in the words of their scenarios', async () => {
  const list = await openStories().list();
  expect(list.map(({ id }) => id)).toEqual(STORIES.map(({ id }) => id));
  for (const { id, situations, command } of list) {
    expect(command).toMatch(new RegExp(` run --story ${id}$`));
    expect([id, situations.length]).toEqual([id, STORIES.find((story) => story.id === id)?.situations.length]);
    for (const { title, provider, rightClient } of situations)
      for (const text of [title, provider, rightClient]) expect(text).not.toBe('');
  }
});

test('a play tells how far it is, and then what was played', async () => {
  const { player, plays } = held();
  expect(await player.read(ONE)).toEqual({ state: 'unplayed' });
  expect(await player.play(ONE)).toMatchObject({ state: 'playing', done: 0, of: 0 });
  plays[0]?.tell({ of: 4 });
  plays[0]?.tell({ done: 1, now: 'web is in use' });
  expect(await player.read(ONE)).toEqual({ state: 'playing', done: 1, of: 4, now: 'web is in use' });
  plays[0]?.end.resolve([]);
  expect(await settled(player, ONE)).toMatchObject({ state: 'played', situations: [] });
});

test('one story plays at a time, and the next when it has ended', async () => {
  const { player, plays } = held();
  await player.play(ONE);
  for (const id of [ONE, OTHER])
    await expect(player.play(id)).rejects.toMatchObject({ code: 'too-many', details: { story: ONE } });
  expect(plays).toHaveLength(1);
  plays[0]?.end.resolve([]);
  await settled(player, ONE);
  expect(await player.play(OTHER)).toMatchObject({ state: 'playing' });
});

test('a play that fails says why, and can be played again', async () => {
  const { player, plays } = held();
  await player.play(ONE);
  plays[0]?.end.reject(new Error('the apps could not be read'));
  expect(await settled(player, ONE)).toEqual({ state: 'failed', why: 'the apps could not be read' });
  expect(await player.play(ONE)).toMatchObject({ state: 'playing' });
});

test('a story is stopped when its clients have ended, and another is not touched by that', async () => {
  const { player } = held();
  await player.play(ONE);
  expect(await player.stop(OTHER)).toEqual({ state: 'unplayed' });
  expect(await player.read(ONE)).toMatchObject({ state: 'playing' });
  expect(await player.stop(ONE)).toEqual({ state: 'stopped' });
});

test('closing stops what plays, and nothing plays afterwards', async () => {
  const { player } = held();
  await player.play(ONE);
  await player.close();
  expect(await player.read(ONE)).toEqual({ state: 'stopped' });
  await expect(player.play(ONE)).rejects.toMatchObject({ code: 'unsupported' });
});

test('an unknown story is refused with the nearest one, and a pattern is none', async () => {
  const { player } = held();
  for (const id of [`${ONE}s`, '*', ''])
    for (const ask of [player.read(id), player.play(id), player.stop(id)])
      await expect(ask).rejects.toMatchObject({ code: 'unknown-id', field: 'story' });
});
