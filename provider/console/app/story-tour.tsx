import { useEffect, useRef } from 'preact/hooks';
import { visible } from '../../../drawing/visible.ts';
import type { PlayedSituation, StoryInfo, StoryPlay, StorySituation } from '../../model/index.ts';
import { Command } from './command.tsx';
import * as state from './state.ts';
import { StoryClient } from './story-client.tsx';
import { followPlay } from './story-plays.ts';
import { StoryProgress } from './story-progress.tsx';
import { hrefOf, type StoryStep, stepsOf } from './story-steps.ts';
import { nameOfClient, renderSeconds } from './story-words.ts';

interface Told {
  readonly story: StoryInfo;
  readonly play: StoryPlay;
}

const placeOf = (index: number, { situations }: StoryInfo): string =>
  situations.length === 1 ? 'The situation' : `Situation ${index + 1} of ${situations.length}`;

const Question = ({ story, play }: Told) => (
  <>
    {story.situations.map(({ scenario, title, provider }, index) => (
      <section key={scenario} class="card situation">
        <p class="kicker">{placeOf(index, story)}</p>
        <h3>{visible(title)}</h3>
        <p>
          <b>What the provider does:</b> {visible(provider)}
        </p>
      </section>
    ))}
    <p class="note">
      Two small apps that come with Login Lab are put into {story.situations.length === 1 ? 'this situation' : 'each situation'}:
      one that does it right, and one that does not. Your own app, and the world in this console, are left alone.
    </p>
    <StoryProgress story={story} play={play} />
  </>
);

const playedOf = (play: StoryPlay, { scenario }: StorySituation): PlayedSituation | undefined =>
  play.state === 'played' ? play.situations.find((each) => each.scenario === scenario) : undefined;

interface SituationProps extends Told {
  readonly index: number;
  readonly shows: 'right' | 'both';
}

const Situation = ({ story, play, index, shows }: SituationProps) => {
  const situation = story.situations[index];
  if (situation === undefined) return null;
  const played = playedOf(play, situation);
  return (
    <>
      <p class="kicker">
        {placeOf(index, story)}
        {played && <> · provider {visible(played.persona)}</>}
      </p>
      <h3>{visible(situation.title)}</h3>
      <p>
        <b>The provider:</b> {visible(situation.provider)}
      </p>
      <p>
        <b>A right client:</b> {visible(situation.rightClient)}
      </p>
      {played === undefined ? (
        <StoryProgress story={story} play={play} />
      ) : (
        <div class={shows === 'both' ? 'pair' : 'single'}>
          <StoryClient client={played.right} part="right" />
          {shows === 'both' && <StoryClient client={played.naive} part="naive" />}
        </div>
      )}
    </>
  );
};

const Fix = ({ situation, play }: { readonly situation: StorySituation; readonly play: StoryPlay }) => {
  const naive = playedOf(play, situation)?.naive;
  if (naive?.fix === undefined) return null;
  const { app } = nameOfClient(naive);
  return (
    <li>
      {visible(naive.fix)}{' '}
      <small>
        ({visible(situation.title)}; the app {visible(app)})
      </small>
    </li>
  );
};

const Sources = ({ situation: { scenario, title, sources, command } }: { readonly situation: StorySituation }) => (
  <li>
    {visible(title)}: scenario <code>{scenario}</code>
    {sources.map(({ name, url }) => (
      <span key={name}>
        {' '}
        ·{' '}
        <a href={url} target="_blank" rel="noreferrer">
          {visible(name)}
        </a>
      </span>
    ))}
    <Command text={command} what={`the command that explains ${scenario}`} />
  </li>
);

const Answer = ({ story, play }: Told) => (
  <>
    <section class="card answer">
      <h3>The answer</h3>
      <p>{visible(story.answer)}</p>
    </section>
    {play.state === 'played' ? (
      <section class="card">
        <h3>What to change in a client that goes wrong</h3>
        <ul class="fixes">
          {story.situations.map((situation) => (
            <Fix key={situation.scenario} situation={situation} play={play} />
          ))}
        </ul>
      </section>
    ) : (
      <StoryProgress story={story} play={play} />
    )}
    <section class="card">
      <h3>Do it yourself</h3>
      <p>
        The same in a terminal.{play.state === 'played' && ` Here it took ${renderSeconds(play.durationMs)}.`} In a folder with a{' '}
        <code>loginlab.config.ts</code> the command plays your own apps.
      </p>
      <Command text={story.command} what="the command that plays this story" />
      <h3>Where it is written</h3>
      <ul class="rows">
        {story.situations.map((situation) => (
          <Sources key={situation.scenario} situation={situation} />
        ))}
      </ul>
    </section>
  </>
);

const Step = ({ step, ...told }: Told & { readonly step: StoryStep }) => {
  if (step.kind === 'question') return <Question {...told} />;
  if (step.kind === 'answer') return <Answer {...told} />;
  return <Situation {...told} index={'situation' in step ? step.situation : 0} shows={step.kind === 'both' ? 'both' : 'right'} />;
};

const STEP_NAMES = {
  question: 'The question',
  right: 'A client that does it right',
  both: 'Right and wrong, side by side',
  answer: 'The answer',
} as const;

interface WayProps {
  readonly story: StoryInfo;
  readonly at: number;
  readonly steps: readonly StoryStep[];
}

const Way = ({ story, at, steps }: WayProps) => (
  <nav class="story-way" aria-label="Steps of the story">
    {at > 1 ? (
      <a class="button" href={hrefOf(story.id, at - 1)}>
        Back
      </a>
    ) : (
      <a class="button" href="#stories">
        All stories
      </a>
    )}
    <span>
      Step {at} of {steps.length}: {STEP_NAMES[steps[at - 1]?.kind ?? 'question']}
    </span>
    {at < steps.length ? (
      <a class="button lead" href={hrefOf(story.id, at + 1)}>
        Next
      </a>
    ) : (
      <a class="button" href="#stories">
        All stories
      </a>
    )}
  </nav>
);

const UNPLAYED: StoryPlay = { state: 'unplayed' };

/** One step of a guided tour, with the ways back and on. `step` counts from 1. */
export const StoryTour = ({ story, step }: { readonly story: StoryInfo; readonly step: number }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const steps = stepsOf(story);
  const at = Math.min(step, steps.length);
  const play = state.plays.value.get(story.id) ?? UNPLAYED;
  useEffect(() => {
    const left = new AbortController();
    followPlay(story.id, left.signal);
    return () => left.abort();
  }, [story.id]);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [story.id, at]);
  const shown = steps[at - 1];
  return (
    <section class="story" aria-labelledby="story-title">
      <h2 id="story-title" ref={heading} tabIndex={-1}>
        {visible(story.question)}
      </h2>
      {shown && <Step step={shown} story={story} play={play} />}
      <Way story={story} at={at} steps={steps} />
    </section>
  );
};
