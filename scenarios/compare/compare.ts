import { createLab, type Lab } from '../../provider/index.ts';
import type { PersonaId, SettingInfo, SettingValue } from '../../provider/model/index.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import type { ComparedStory, Comparison } from '../model/index.ts';
import { alignRows, differencesFirst } from './align.ts';
import { type PlayContext, type PlayedStory, playStory } from './play.ts';
import { COMPARE_STORIES } from './stories/index.ts';
import type { CompareStory } from './story.ts';

export interface CompareOptions {
  readonly personas: readonly PersonaId[];
  /** Default: all. */
  readonly stories?: readonly CompareStory[];
  /** Of this program. */
  readonly version: string;
  /** Settings of every world, by behaviour. Default: as the vendors are. */
  readonly settings?: Readonly<Record<string, SettingValue>>;
}

/** Three rows that are told first: by choice, nothing measures them. */
const HEADLINES: Comparison['headlines'] = [
  { title: 'Who gets a refresh token at the second login', story: 'second-login', step: 'second login', fact: 'refresh-token' },
  { title: 'What an app that is already authorized gets back', story: 'second-login', step: 'second login', fact: 'redirect' },
  {
    title: 'What a logout reaches',
    story: 'logout-and-login',
    step: 'logout at the provider, and what it reached',
    fact: 'reach',
  },
];

const playAt = async (lab: Lab, story: CompareStory, personas: readonly PersonaId[], context: PlayContext) => {
  const played = new Map<string, PlayedStory>();
  for (const persona of personas) played.set(persona, await playStory(lab, story, persona, context));
  return played;
};

const tell = (story: CompareStory, played: ReadonlyMap<string, PlayedStory>): ComparedStory => ({
  ...{ id: story.id, title: story.title, about: story.about },
  rows: differencesFirst(alignRows(story, played)),
  notes: Object.fromEntries([...played].flatMap(([persona, { note }]) => (note === undefined ? [] : [[persona, note]]))),
  moves: Object.fromEntries([...played].map(([persona, { moves }]) => [persona, [...moves]])),
});

/** The behaviours that the stories name, in the order of the personas. */
const namedIn = (stories: readonly ComparedStory[], settings: readonly SettingInfo[]): Comparison['behaviours'] => {
  const ofCells = stories.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => Object.values(cells).flatMap((cell) => cell.behaviours)),
  );
  const ofMoves = stories.flatMap(({ moves }) =>
    Object.values(moves).flatMap((all) => all.flatMap(({ behaviours }) => behaviours)),
  );
  const named = new Set([...ofCells, ...ofMoves]);
  return Object.fromEntries(
    settings
      .filter(({ id }) => named.has(id))
      .map(({ id, summary, source, remedy }) => [
        id,
        { summary, source: { ...source }, ...(remedy !== undefined && { remedy }) },
      ]),
  );
};

/** Plays the stories at each persona and lays what happened side by side. */
export const compare = async ({
  personas,
  stories = COMPARE_STORIES,
  version,
  settings = {},
}: CompareOptions): Promise<Comparison> => {
  await using lab = await createLab({ personas });
  const known = await lab.default.settings.describe();
  const context = { stageOf: new Map(known.map(({ id, stage }) => [id, stage])), settings };
  const told: ComparedStory[] = [];
  for (const story of stories) told.push(tell(story, await playAt(lab, story, personas, context)));
  return {
    ...{ schemaVersion: 1, kind: 'comparison', tool: { name: 'loginlab', version } },
    personas: personas.map((id) => ({ id, title: VENDORS[id].title, docs: VENDORS[id].reference?.docs ?? '' })),
    headlines: HEADLINES.filter(({ story }) => told.some(({ id }) => id === story)),
    stories: told,
    behaviours: namedIn(told, known),
  };
};
