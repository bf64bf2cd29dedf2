import path from 'node:path';
import type { RunEvent } from '../../scenarios/runner/index.ts';
import { BUNDLED_CONFIG, loadConfig } from '../config/index.ts';
import { howStarted } from '../run/reproduce.ts';
import type { PlayStory, Progress } from './play-story.ts';
import { playedSituations } from './played-situations.ts';

/** Clients that play at the same time: each is driven by a process of its own, so that the lab stays responsive. */
const WORKERS = 2;

const progressOf = (event: RunEvent): Progress | undefined => {
  if (event.type === 'planned') return { of: event.results };
  if (event.type === 'app-starting') return { now: `${event.app} is starting` };
  if (event.type === 'scenario-started') return { now: `${event.app} is in use` };
  return event.type === 'result' ? { done: event.done } : undefined;
};

/** Plays a story with the apps that come with Login Lab, whatever config the user has. */
export const playBundled: PlayStory = async (story, { signal, tell }) => {
  const { pairsOf, run } = await import('../../scenarios/runner/index.ts');
  const { openLaneProcesses } = await import('../run/lane-processes.ts');
  const pairs = pairsOf(story);
  const { config } = await loadConfig(BUNDLED_CONFIG);
  const result = await run({
    ...{ config, configDir: path.dirname(BUNDLED_CONFIG), stories: [story.id], workers: WORKERS, signal },
    command: howStarted(),
    processes: openLaneProcesses(BUNDLED_CONFIG),
    onEvent: (event) => {
      const progress = progressOf(event);
      if (progress) tell(progress);
    },
  });
  return playedSituations(result, pairs);
};
