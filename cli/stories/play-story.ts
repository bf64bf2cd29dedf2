import type { PlayedSituation, StoryPlay } from '../../provider/model/index.ts';
import type { Story } from '../../scenarios/stories/index.ts';

/** What changed since the last time. */
export type Progress = Partial<Pick<Extract<StoryPlay, { state: 'playing' }>, 'done' | 'of' | 'now'>>;

/** Plays a story to its end, or until it is stopped. */
export type PlayStory = (
  story: Story,
  context: { readonly signal: AbortSignal; readonly tell: (progress: Progress) => void },
) => Promise<readonly PlayedSituation[]>;
