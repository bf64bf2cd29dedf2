import type { Behaviour, Persona, Stage, Stages } from '../model/index.ts';
import { mergeOf } from '../personas/declared.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { isOff } from './settings.ts';

type ByStage = ReadonlyMap<Stage, readonly Behaviour[]>;
const known = new WeakMap<Persona, ByStage>();

const byStage = (persona: Persona): ByStage => {
  const found = known.get(persona);
  if (found) return found;
  const stages = Map.groupBy(persona.behaviours, (behaviour) => behaviour.stage);
  known.set(persona, stages);
  return stages;
};

/** Whether a persona has behaviours of a stage, on or off. */
export const hasBehaviours = (persona: Persona, stage: Stage): boolean => byStage(persona).has(stage);

/**
 * Asks the behaviours of a stage that are switched on, in the persona's order. First answer wins, or, for a folded
 * stage, each works on what the earlier ones left. Every answer is logged under its behaviour's id.
 */
export const askBehaviours = <S extends Stage>(
  context: ExchangeContext,
  stage: S,
  input: Stages[S]['input'],
): Stages[S]['decision'] | undefined => {
  const fold = mergeOf(stage) === 'fold';
  let current: Stages[S]['decision'] | undefined;
  for (const behaviour of byStage(context.persona).get(stage) ?? []) {
    const setting = context.world.settings.value(behaviour.id);
    if (isOff(setting)) continue;
    const answer = behaviour.apply((current ? { ...input, ...current } : input) as never, setting);
    if (!answer) continue;
    const { because, ...decision } = answer;
    context.log.because(behaviour.id, because);
    current = decision as Stages[S]['decision'];
    if (!fold) return current;
  }
  return current;
};
