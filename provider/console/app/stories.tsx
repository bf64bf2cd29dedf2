import { useEffect } from 'preact/hooks';
import { visible } from '../../../drawing/visible.ts';
import type { StoryInfo } from '../../model/index.ts';
import * as state from './state.ts';
import { readStories } from './story-plays.ts';
import { hrefOf, type StoryPlace } from './story-steps.ts';
import { StoryTour } from './story-tour.tsx';

const List = ({ stories }: { readonly stories: readonly StoryInfo[] }) => (
  <section class="story" aria-labelledby="story-title">
    <h2 id="story-title">Stories</h2>
    <p>
      What people ask about their login. Each story is a guided tour: it plays a client that does it right and one that does not,
      and shows side by side what both did and why the provider answered so.
    </p>
    <ol class="story-list">
      {stories.map(({ id, question }) => (
        <li key={id}>
          <a href={hrefOf(id)}>{visible(question)}</a>
        </li>
      ))}
    </ol>
  </section>
);

const Unknown = ({ story }: { readonly story: string }) => (
  <section class="story">
    <p>
      <b>There is no story “{visible(story)}”.</b> <a href="#stories">All stories</a>
    </p>
  </section>
);

const NONE = 'This lab has no stories to play. Labs of `loginlab serve` and `loginlab exec` have them.';

/** The list of stories, or one of them. */
export const Stories = ({ place }: { readonly place: StoryPlace }) => {
  const isThere = state.hasStories.value;
  useEffect(() => {
    if (isThere) readStories();
  }, [isThere]);
  const stories = state.stories.value;
  if (isThere === false) return <p class="story">{NONE}</p>;
  if (stories === undefined) return <p class="story">Reading the stories …</p>;
  if (place.story === undefined) return <List stories={stories} />;
  const story = stories.find(({ id }) => id === place.story);
  return story === undefined ? <Unknown story={place.story} /> : <StoryTour story={story} step={place.step} />;
};
