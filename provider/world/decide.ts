import type { Behaviour, Persona, Stage, Stages } from '../model/index.ts';
import { mergeOf } from '../personas/declared.ts';
import type { ExchangeContext } from './exchange-context.ts';

type ByStage = ReadonlyMap<Stage, readonly Behaviour[]>;
const known = new WeakMap<Persona, ByStage>();

const byStage = (persona: Persona): ByStage => {
  const found = known.get(persona);
  if (found) return found;
  const stages = Map.groupBy(persona.behaviours, (behaviour) => behaviour.stage);
  known.set(persona, stages);
  return stages;
};

/** True if a persona has behaviours of a stage, enabled or not. */
export const hasBehaviours = (persona: Persona, stage: Stage): boolean => byStage(persona).has(stage);

/**
 * Evaluates the enabled behaviours of a stage in the persona's order. The first decision wins; in a folded stage each
 * gets the result of the previous one. Every decision is logged with the id of its behaviour.
 */
export const askBehaviours = <S extends Stage>(
  context: ExchangeContext,
  stage: S,
  input: Stages[S]['input'],
): Stages[S]['decision'] | undefined => {
  const asked = byStage(context.persona).get(stage);
  if (!asked) return undefined;
  let current: Stages[S]['decision'] | undefined;
  for (const { behaviour, setting } of context.world.settings.enabled(asked)) {
    const answer = behaviour.apply((current ? { ...input, ...current } : input) as never, setting);
    if (!answer) continue;
    const { because, ...decision } = answer;
    context.log.because(behaviour.id, because);
    current = decision as Stages[S]['decision'];
    if (mergeOf(stage) !== 'fold') return current;
  }
  return current;
};
