import type { Behaviour, Persona } from '../provider/model/index.ts';
import type { Rule, Scenario } from '../scenarios/model/index.ts';

/** The personas, without loading the engine. */
export const readPersonas = async (): Promise<readonly Persona[]> => {
  const { PERSONAS } = await import('../provider/personas/index.ts');
  return Object.values(PERSONAS);
};

/** Behaviours of all personas, in the order in which they are evaluated. */
export const readBehaviours = async (): Promise<readonly Behaviour[]> =>
  (await readPersonas()).flatMap((persona) => persona.behaviours);

/** The scenarios, without loading the runner. */
export const readScenarios = async (): Promise<readonly Scenario[]> =>
  (await import('../scenarios/catalogue/index.ts')).SCENARIOS;

export const readRules = async (): Promise<readonly Rule[]> => (await import('../scenarios/rules/index.ts')).RULES;
