import { LoginLabError, type StoryInfo, type StoryPlay, type StoryPlayer } from '../../provider/model/index.ts';
import { STORIES, type Story } from '../../scenarios/stories/index.ts';
import { readScenarios } from '../catalogue.ts';
import { unknownId } from '../nearest.ts';
import { howStarted } from '../run/reproduce.ts';
import { describeStory } from './describe-story.ts';
import type { PlayStory, Progress } from './play-story.ts';

const storyOf = (id: string): Story => {
  const story = STORIES.find((each) => each.id === id);
  if (story !== undefined) return story;
  const known = STORIES.map((each) => each.id);
  throw unknownId({ what: 'story', field: 'story', value: id, known, listing: 'loginlab list stories' });
};

const UNPLAYED: StoryPlay = { state: 'unplayed' };
const BEGINNING = { state: 'playing', done: 0, of: 0, now: 'The lab is getting ready' } as const;

interface Current {
  readonly id: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Plays stories one at a time, and keeps what the last play of each has shown. */
class Stories implements StoryPlayer {
  readonly #playStory: PlayStory;
  readonly #plays = new Map<string, StoryPlay>();
  #current: Current | undefined;
  #isClosed = false;

  constructor(playStory: PlayStory) {
    this.#playStory = playStory;
  }

  async list(): Promise<readonly StoryInfo[]> {
    const scenarios = await readScenarios();
    return STORIES.map((story) => describeStory(story, scenarios, howStarted()));
  }

  async read(id: string): Promise<StoryPlay> {
    return this.#plays.get(storyOf(id).id) ?? UNPLAYED;
  }

  async play(id: string): Promise<StoryPlay> {
    const story = storyOf(id);
    if (this.#isClosed) throw new LoginLabError('unsupported', 'The lab is closing and plays no more stories.');
    if (this.#current !== undefined) throw isPlaying(this.#current.id);
    const stop = new AbortController();
    this.#plays.set(id, BEGINNING);
    this.#current = { id, stop, ended: this.#run(story, stop.signal) };
    return BEGINNING;
  }

  async stop(id: string): Promise<StoryPlay> {
    storyOf(id);
    if (this.#current?.id === id) await stopped(this.#current);
    return this.read(id);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#current) await stopped(this.#current);
  }

  async #run(story: Story, signal: AbortSignal): Promise<void> {
    const end = await this.#outcomeOf(story, signal);
    this.#plays.set(story.id, signal.aborted ? { state: 'stopped' } : end);
    this.#current = undefined;
  }

  async #outcomeOf(story: Story, signal: AbortSignal): Promise<StoryPlay> {
    const started = performance.now();
    let playing: StoryPlay = BEGINNING;
    const tell = (progress: Progress): void => {
      playing = { ...playing, ...progress } as typeof BEGINNING;
      this.#plays.set(story.id, playing);
    };
    try {
      const situations = await this.#playStory(story, { signal, tell });
      return { state: 'played', durationMs: Math.round(performance.now() - started), situations };
    } catch (error) {
      return { state: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }
}

const isPlaying = (id: string): LoginLabError =>
  new LoginLabError('too-many', `The story "${id}" is playing, and one plays at a time. Wait for its end, or stop it.`, {
    details: { story: id },
  });

const stopped = async ({ stop, ended }: Current): Promise<void> => {
  stop.abort();
  await ended;
};

/** Opens a player of the stories. Default: with the apps that come with Login Lab, which are loaded by the first play. */
export const openStories = (
  playStory: PlayStory = async (...args) => (await import('./play-bundled.ts')).playBundled(...args),
): StoryPlayer => new Stories(playStory);
