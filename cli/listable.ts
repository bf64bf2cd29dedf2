import { LoginLabError } from '../provider/model/index.ts';
import { DESIGNS } from '../provider/personas/declared.ts';
import { SUITES } from '../scenarios/runner/suites.ts';
import { readBehaviours, readListedRows, readPersonas, readRules, readScenarios } from './catalogue.ts';
import { oneOf } from './nearest.ts';

/** One thing that can be named on a command line. JSON output shows all of it. */
export interface Item {
  readonly id: string;
  readonly summary: string;
  readonly [more: string]: unknown;
}

export interface ListOptions {
  readonly config?: string;
  readonly persona?: readonly string[];
}

/** Everything that `list` can list. */
export const LISTABLES = {
  personas: async () =>
    (await readPersonas()).map(({ id, title, oauth, hosts }) => {
      const issuer = oauth && { issuer: oauth.issuer };
      return { id, personas: [id], summary: `${title}, ${oauth?.issuer ?? hosts[0]}`, title, ...issuer, hosts };
    }),
  behaviours: async () =>
    (await readBehaviours()).map((behaviour) => ({
      id: behaviour.id,
      personas: [behaviour.id.split('/', 1)[0] ?? ''],
      summary: behaviour.summary,
      stage: behaviour.stage,
      origin: behaviour.origin,
      default: behaviour.setting.parse(undefined),
      source: behaviour.source,
      ...(behaviour.remedy !== undefined && { remedy: behaviour.remedy }),
    })),
  designs: async () => DESIGNS.map((design) => ({ ...design, personas: [design.persona] })),
  rows: async () =>
    (await readListedRows()).map(({ id, about, persona, state, section, behaviours, why }) => ({
      ...{ id, summary: `${state.padEnd(12)} ${about}`, personas: [persona], section, about, state, behaviours, why },
    })),
  faults: async () => {
    const { FAULT_KINDS } = await import('./fault-kinds.ts');
    return FAULT_KINDS;
  },
  scenarios: async () =>
    (await readScenarios()).map(({ id, title, level, personas, needs, shows, variants }) => ({
      id,
      summary: `${level.padEnd(6)} ${title}`,
      title,
      level,
      personas,
      needs,
      shows,
      variants: variants ?? {},
    })),
  rules: async () =>
    (await readRules()).map(({ id, title, level, fix }) => ({ id, summary: `${level.padEnd(6)} ${title}`, title, level, fix })),
  apps: async ({ config }) => {
    const { loadConfig } = await import('./config/index.ts');
    return (await loadConfig(config)).config.apps.map(({ id, kind, command, personas, verbs, library, version }) => ({
      id,
      summary: `${kind}, ${command}; ${personas.join(', ')}`,
      kind,
      command,
      personas,
      verbs: Object.keys(verbs),
      library,
      version,
    }));
  },
  stories: async () => {
    const stories: readonly string[] = SUITES.stories.include;
    const told = (await readScenarios()).filter(({ id }) => stories.includes(id));
    return told.map(({ id, title, personas }) => ({ id, summary: title, personas }));
  },
  suites: async () => Object.entries(SUITES).map(([id, suite]) => ({ id, ...suite })),
  formats: async () => {
    const { REPORTERS } = await import('../reports/index.ts');
    return Object.values(REPORTERS).map(({ format }) => ({ id: format, summary: 'report format' }));
  },
} as const satisfies Record<string, (options: ListOptions) => Promise<readonly Item[]>>;

export type ListableName = keyof typeof LISTABLES;
export const LISTABLE_NAMES = Object.keys(LISTABLES) as readonly ListableName[];

/** Throws `unknown-id` for a persona that is in no catalogue. */
const checkPersonas = async (personas: readonly string[]): Promise<void> => {
  const known = [
    ...new Set([...(await readPersonas()).map(({ id }) => id), ...(await readListedRows()).map(({ persona }) => persona)]),
  ];
  for (const value of personas) oneOf({ what: 'persona', field: '--persona', value }, known);
};

/** The items of a list, of these personas if some are named. Throws `usage` for a list whose items belong to no persona. */
export const listItems = async (name: ListableName, options: ListOptions): Promise<readonly Item[]> => {
  const items: readonly Item[] = await LISTABLES[name](options);
  const { persona } = options;
  if (persona === undefined) return items;
  await checkPersonas(persona);
  const ofPersonas = items.flatMap((item) =>
    Array.isArray(item.personas) ? [[item, item.personas as readonly string[]] as const] : [],
  );
  if (ofPersonas.length < items.length) {
    const message = `--persona: ${name} belong to no persona. Leave it out.`;
    throw new LoginLabError('usage', message, { field: '--persona' });
  }
  return ofPersonas.filter(([, personas]) => personas.some((id) => persona.includes(id))).map(([item]) => item);
};
