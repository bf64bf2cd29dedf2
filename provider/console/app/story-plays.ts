import type { StoryPlay } from '../../model/index.ts';
import type { Action } from './action.ts';
import { wordsOf } from './failure.ts';
import { perform } from './perform.ts';
import * as state from './state.ts';
import { call } from './sync.ts';
import { setTimeout as wait } from './wait.ts';

/** Reads the stories, and how far one is. */

/** Milliseconds between two looks at a story that is shown: another page may play it, too. */
const LOOK_AGAIN_MS = 600;

/** What did not change is not drawn again. */
const noted = (story: string, play: StoryPlay): void => {
  if (JSON.stringify(state.plays.value.get(story)) === JSON.stringify(play)) return;
  state.plays.value = new Map([...state.plays.value, [story, play]]);
};

const readPlay = async (story: string): Promise<void> => noted(story, await call('stories.read', { path: { story } }));

/** Reads the questions once. */
export const readStories = async (): Promise<void> => {
  if (state.stories.value !== undefined) return;
  try {
    state.stories.value = (await call('stories.list', { path: {} })).stories;
  } catch (error) {
    state.notice.value = { tone: 'failed', text: wordsOf(error) };
  }
};

/** Follows a story until `signal` is aborted. A lab that does not answer is asked again; the head says that it is away. */
export const followPlay = async (story: string, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await readPlay(story).catch(() => undefined);
    await wait(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined); // the step was left
  }
};

/** Plays or stops a story, and shows how far it is. */
export const performOnStory =
  (story: string) =>
  async (action: Action): Promise<void> => {
    await perform(action);
    await readPlay(story).catch(() => undefined);
  };
