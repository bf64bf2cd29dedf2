import type { PersonaId } from '../../provider/model/index.ts';
import type { App, Bite, Scenario } from '../model/index.ts';

type Known = Pick<App, 'id' | 'personas'>;

/**
 * The app that plays a base client with a persona: the client itself where it offers the persona, or the same program with
 * another provider, which is called `CLIENT-PERSONA`. Undefined if there is none.
 */
export const clientFor = <T extends Known>(apps: readonly T[], client: string, persona: PersonaId): T | undefined =>
  apps.find(({ id, personas }) => personas.includes(persona) && (id === client || id === `${client}-${persona}`));

/** The personas with which a bite is played: those of its scenario and variant, if its client can play them. */
export const personasOfBite = (scenario: Scenario, bite: Bite, apps: readonly Known[]): readonly PersonaId[] => {
  const { personas, variantPersonas = {} } = scenario;
  const inVariant = personas.filter((persona) => variantPersonas[bite.variant ?? '']?.includes(persona) ?? true);
  return inVariant.filter((persona) => (bite.personas ?? inVariant).includes(persona) && clientFor(apps, bite.client, persona));
};
