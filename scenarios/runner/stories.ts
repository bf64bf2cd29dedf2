import { SCENARIOS } from '../catalogue/index.ts';
import type { App, Expectation } from '../model/index.ts';
import { type ClientPair, pairOf, parseClient, STORIES, type Story, scenarioOf } from '../stories/index.ts';
import type { RunOptions } from './options.ts';
import { pick } from './pick.ts';
import type { Choice } from './plan.ts';

/** Stories by id or glob. Throws `unknown-id`. */
export const storiesNamed = (asked: readonly string[]): readonly Story[] =>
  pick('story', 'story', STORIES, ({ id }) => id, asked);

/** The clients of a story, with what its scenarios say about them. */
export const pairsOf = ({ situations }: Story): readonly ClientPair[] =>
  situations.map((situation) => pairOf(situation, SCENARIOS));

/** The app of a client in a story, `app` or `app:mutant`: of a mutant a copy with an id of its own and the bug. */
const appOf = (apps: readonly App[], naive: string): App | undefined => {
  const { app: id, mutant, name } = parseClient(naive);
  const app = apps.find((each) => each.id === id);
  return app && mutant !== undefined ? { ...app, id: name, env: (values) => ({ ...app.env(values), MUTANT: mutant }) } : app;
};

/** What a run of stories selects. */
interface StoryChoice extends Pick<Choice, 'plays' | 'storyOf'> {
  /** As `--scenario` names them. */
  readonly scenarios: readonly string[];
  /** The clients of the stories; undefined where the config has other apps, which then play all of the scenarios. */
  readonly apps?: readonly App[];
}

/** What the named stories select. Throws `unknown-id`. */
export const chooseStories = ({ config, stories = [] }: Pick<RunOptions, 'config' | 'stories'>): StoryChoice => {
  const pairs = storiesNamed(stories).flatMap((story) => pairsOf(story).map((pair) => ({ story: story.id, ...pair })));
  const scenarios = [...new Set(pairs.map(scenarioOf))];
  const clients = [...new Set(pairs.flatMap(({ right, naive }) => [right, naive]))].map((client) => appOf(config.apps, client));
  const apps = clients.filter((app) => app !== undefined);
  if (apps.length < clients.length) return { scenarios };
  return {
    ...{ scenarios, apps },
    plays: (app, { id }, variant) =>
      pairs.some(
        ({ scenario, bite, right, naiveApp }) =>
          scenario === id && (bite.variant ?? variant) === variant && (app.id === right || app.id === naiveApp),
      ),
    storyOf: (app, { id }) =>
      pairs.find(({ scenario, bite, naiveApp }) => bite.mutant !== undefined && scenario === id && naiveApp === app.id)?.story,
  };
};

/** What a naive client does wrong in a situation: the verdict of the scenario, and the rules that it breaks. */
const deviationsOf = ({ id }: Story, { scenario, naiveApp, bite, breaks = [] }: ClientPair): readonly Expectation[] => {
  const { variant, verdict } = bite;
  const about = {
    ...{ scenario, ...(variant !== undefined && { variant }), app: naiveApp, persona: '*' },
    reason: `Goes wrong on purpose, in the story ${id}.`,
  };
  const ofRules = breaks.map(([check, verdict]) => ({ ...about, check, verdict }));
  return verdict === 'info' ? ofRules : [{ ...about, verdict }, ...ofRules];
};

/** What the naive clients of stories do wrong, as known deviations. Throws `unknown-id`. */
export const deviationsOfStories = (asked: readonly string[]): readonly Expectation[] =>
  storiesNamed(asked).flatMap((story) => pairsOf(story).flatMap((pair) => deviationsOf(story, pair)));
