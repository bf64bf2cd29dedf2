import { z } from 'zod';
import { LoginLabError, type StoryPlayer } from '../../model/index.ts';
import { labRoute } from '../route.ts';
import { story, storyPlay } from '../story-shapes.ts';
import type { ControlWorlds } from '../worlds.ts';

/** Throws `unsupported` in a lab without stories. */
const playerOf = ({ stories }: ControlWorlds): StoryPlayer => {
  if (stories !== undefined) return stories;
  throw new LoginLabError(
    'unsupported',
    'This lab was opened without stories. `loginlab serve` and `loginlab exec` open one that has them.',
  );
};

const PLAY = '/_lab/stories/:story/play';

/** The guided tours: their questions, and their clients as they play. */
export const storyRoutes = {
  'stories.list': labRoute({
    method: 'GET',
    path: '/_lab/stories',
    summary: 'Questions that people ask, each with clients that reproduce it; 501 in a lab without stories',
    reply: z.strictObject({ stories: z.array(story).readonly() }),
    handle: async (worlds) => ({ stories: await playerOf(worlds).list() }),
  }),
  'stories.read': labRoute({
    method: 'GET',
    path: PLAY,
    summary: 'How far a story is, and what its clients did',
    reply: storyPlay,
    handle: (worlds, { path }) => playerOf(worlds).read(path.story),
  }),
  'stories.play': labRoute({
    method: 'POST',
    path: PLAY,
    summary: 'Starts the bundled clients of a story, each in a world of its own; one story at a time',
    reply: storyPlay,
    handle: (worlds, { path }) => playerOf(worlds).play(path.story),
  }),
  'stories.stop': labRoute({
    method: 'DELETE',
    path: PLAY,
    summary: 'Stops a story',
    reply: storyPlay,
    handle: (worlds, { path }) => playerOf(worlds).stop(path.story),
  }),
};
