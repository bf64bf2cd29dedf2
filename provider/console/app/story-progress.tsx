import { visible } from '../../../drawing/visible.ts';
import type { StoryInfo, StoryPlay } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { playStory, stopStory } from './actions.ts';
import { performOnStory } from './story-plays.ts';

type Playing = Extract<StoryPlay, { state: 'playing' }>;

const Bar = ({ play: { done, of, now } }: { readonly play: Playing }) => (
  <>
    <p role="status">
      <b>Playing:</b> {of === 0 ? 'getting ready' : `${done} of ${of} results`}. {visible(now)}.
    </p>
    <progress aria-label="Results" max={Math.max(of, 1)} value={done} />
  </>
);

const words = (play: Exclude<StoryPlay, Playing>): string =>
  ({
    unplayed: 'The story has not been played yet.',
    stopped: 'The story was stopped before its end.',
    failed: `The story could not be played: ${play.state === 'failed' ? play.why : ''}`,
    played: 'The story was played to its end.',
  })[play.state];

/** How far a story is, with the button that plays or stops it. */
export const StoryProgress = ({ story: { id }, play }: { readonly story: StoryInfo; readonly play: StoryPlay }) => (
  <div class="card story-progress">
    {play.state === 'playing' ? <Bar play={play} /> : <p role="status">{visible(words(play))}</p>}
    {play.state === 'playing' ? (
      <ActionButton action={stopStory(id)} act={performOnStory(id)} />
    ) : (
      <ActionButton
        action={playStory(id, play.state === 'unplayed' ? 'Play' : 'Play again')}
        act={performOnStory(id)}
        lead={play.state !== 'played'}
      />
    )}
  </div>
);
