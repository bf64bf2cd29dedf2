import type { Lab } from '../../provider/index.ts';
import type { Exchange, PersonaId, ReferenceUse, SettingValue, Source, Stage, World } from '../../provider/model/index.ts';
import { isApi } from '../../provider/model/index.ts';
import { FRONT_CHANNEL, isDecisive } from '../../provider/personas/declared.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import type { ComparedCell, ComparedMove } from '../model/index.ts';
import { ReferenceClient } from './reference-client.ts';
import type { Cannot, CompareStory, Fact, Seen, Step, Told } from './story.ts';

/** The facts of one step at one persona, by id; where it could not be played, why. */
export interface PlayedStep {
  readonly title: string;
  readonly cells: ReadonlyMap<string, ComparedCell>;
  readonly cannot?: ComparedCell;
}

/** One story as it went at one persona. */
export interface PlayedStory {
  readonly steps: readonly PlayedStep[];
  readonly moves: readonly ComparedMove[];
  /** How the client is registered, if not as usual. */
  readonly note?: string;
}

/** Stage of each behaviour, by id. */
type StageOf = ReadonlyMap<string, string>;

/** What all stories of a comparison share. */
export interface PlayContext {
  readonly stageOf: StageOf;
  readonly settings: Readonly<Record<string, SettingValue>>;
}

const ofStages = (exchanges: readonly Exchange[], stages: RegExp, stageOf: StageOf): readonly string[] =>
  exchanges.flatMap(({ because }) => because.map(({ id }) => id)).filter((id) => stages.test(stageOf.get(id) ?? ''));

const decidedBy = (fact: Fact, told: Told, stageOf: StageOf): string[] => {
  const { from, stages = fact.stages, about = fact.about, before } = told;
  const now = ofStages(from, stages, stageOf).filter((id) => about?.test(id) ?? true);
  return [...new Set([...(before ? ofStages(before.from, before.stages, stageOf) : []), ...now])];
};

type Sourced = Pick<ComparedCell, 'sources'>;

/** Rows for a cell; none: no list. */
const sourced = (sources: readonly Source[]): Sourced => (sources.length > 0 ? { sources: [...sources] } : {});

const saidOf = ({ said = {} }: ReferenceUse, ...keys: readonly string[]): readonly Source[] =>
  keys.flatMap((key) => said[key] ?? []);

const cellOf = (fact: Fact, told: Told, place: readonly [story: string, step: string], use: ReferenceUse, stageOf: StageOf) => {
  const behaviours = decidedBy(fact, told, stageOf);
  const [story, step] = place;
  const exact = [...(told.sources ?? []), ...saidOf(use, `${story}/${fact.id}`, `${story}/${step}/${fact.id}`)];
  const isSaid = behaviours.length + exact.length > 0;
  return { text: told.text, behaviours, ...sourced(isSaid ? exact : saidOf(use, fact.id)) };
};

const readStep = ({ facts, title }: Step, story: CompareStory, seen: Seen, stageOf: StageOf): ReadonlyMap<string, ComparedCell> =>
  new Map(
    facts.flatMap((fact) => {
      const told = fact.read(seen);
      return told ? [[fact.id, cellOf(fact, told, [story.id, title], seen.client.use, stageOf)] as const] : [];
    }),
  );

const cannotCell = ({ id }: CompareStory, use: ReferenceUse, { text, behaviours }: Cannot): ComparedCell => ({
  ...{ text, behaviours: [...behaviours], cannot: true },
  ...sourced(saidOf(use, `${id}/cannot`)),
});

/** Faults have no stage; what only gives an answer its form decides nothing. */
const isDecision = (stage: string | undefined): boolean => stage !== undefined && isDecisive(stage as Stage);

const moveOf = (step: string, { endpoint, request, response, because }: Exchange, stageOf: StageOf): ComparedMove => ({
  step,
  from: FRONT_CHANNEL.has(endpoint) ? 'person' : 'app',
  to: isApi(endpoint) ? 'api' : 'provider',
  method: request.method,
  endpoint,
  status: response?.status ?? 0,
  behaviours: [...new Set(because.map(({ id }) => id))].filter((id) => isDecision(stageOf.get(id))),
});

const playStep = async (step: Step, client: ReferenceClient, earlier: readonly Exchange[], mark: number) => {
  const pagesBefore = client.pages.length;
  const said = await step.act(client);
  const cannot: Cannot | undefined = typeof said === 'string' ? { text: said, behaviours: [] } : said;
  await client.world.wire.idle();
  const { exchanges, last } = await client.world.wire.read({ after: mark, reveal: true });
  const seen: Seen = { exchanges, earlier, pages: client.pages.slice(pagesBefore), client };
  return { cannot, seen, last };
};

const registrationFor = ({ registered }: CompareStory, { asked, rotating }: ReferenceUse) =>
  registered === undefined ? undefined : { asked, rotating }[registered];

/** Registers the client as the story needs it, with the issuer of the vendor. */
const openClient = async (lab: Lab, world: World, persona: PersonaId, use: ReferenceUse, story: CompareStory) => {
  const [usual] = await world[persona].clients();
  if (!usual) throw new Error(`a world has no client of ${persona}`);
  const variant = registrationFor(story, use);
  const client = await world[persona].changeClient(usual.clientId, {
    issuer: 'vendor',
    ...use.registration,
    ...variant?.changes,
  });
  const reference = new ReferenceClient(lab, world, persona, use, client);
  await world.people.changePassword('ana', reference.password);
  return { reference, note: variant?.note };
};

/** Plays a story at one persona, in a world of its own. */
export const playStory = async (
  lab: Lab,
  story: CompareStory,
  persona: PersonaId,
  { stageOf, settings }: PlayContext,
): Promise<PlayedStory> => {
  const use = VENDORS[persona].reference;
  if (!use) throw new Error(`${persona} declares no reference client`);
  await using world = await lab.world();
  await world.settings.change(settings);
  const { reference, note } = await openClient(lab, world, persona, use, story);
  const steps: PlayedStep[] = [];
  const moves: ComparedMove[] = [];
  const earlier: Exchange[] = [];
  let mark = 0;
  let ended: ComparedCell | undefined;
  for (const step of story.steps) {
    if (ended !== undefined && !step.alone) {
      steps.push({ title: step.title, cells: new Map(), cannot: ended });
      continue;
    }
    const { cannot: why, seen, last } = await playStep(step, reference, [...earlier], mark);
    const cannot = why === undefined ? undefined : cannotCell(story, use, why);
    if (!step.alone) ended = cannot;
    mark = last;
    const cells = cannot ? new Map<string, ComparedCell>() : readStep(step, story, seen, stageOf);
    steps.push({ title: step.title, cells, ...(cannot && { cannot }) });
    earlier.push(...seen.exchanges);
    moves.push(...seen.exchanges.map((exchange) => moveOf(step.title, exchange, stageOf)));
  }
  await reference.close();
  return { steps, moves, ...(note !== undefined && { note }) };
};
