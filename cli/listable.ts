import { readBehaviours, readPersonas, readRules, readScenarios } from './catalogue.ts';

/** One thing that can be named on a command line. JSON output shows all of it. */
export interface Item {
  readonly id: string;
  readonly summary: string;
  readonly [more: string]: unknown;
}

interface ListOptions {
  readonly config?: string;
}

/** Everything that `list` can list. */
export const LISTABLES = {
  personas: async () =>
    (await readPersonas()).map(({ id, title, oauth, hosts }) => {
      const issuer = oauth && { issuer: oauth.issuer };
      return { id, summary: `${title}, ${oauth?.issuer ?? hosts[0]}`, title, ...issuer, hosts };
    }),
  behaviours: async () =>
    (await readBehaviours()).map((behaviour) => ({
      id: behaviour.id,
      summary: behaviour.summary,
      stage: behaviour.stage,
      origin: behaviour.origin,
      default: behaviour.setting.parse(undefined),
      source: behaviour.source,
      ...(behaviour.remedy !== undefined && { remedy: behaviour.remedy }),
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
  suites: async () => {
    const { SUITES } = await import('../scenarios/runner/index.ts');
    return Object.entries(SUITES).map(([id, suite]) => ({ id, summary: suite.summary }));
  },
  formats: async () => {
    const { REPORTERS } = await import('../reports/index.ts');
    return Object.values(REPORTERS).map(({ format }) => ({ id: format, summary: 'report format' }));
  },
} as const satisfies Record<string, (options: ListOptions) => Promise<readonly Item[]>>;

export type ListableName = keyof typeof LISTABLES;
export const LISTABLE_NAMES = Object.keys(LISTABLES) as readonly ListableName[];
