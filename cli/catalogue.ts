import {
  type Behaviour,
  gapsSetting,
  mailScannerSetting,
  type Persona,
  type RowCatalogue,
  type RowCoverage,
} from '../provider/model/index.ts';
import type { Rule, Scenario } from '../scenarios/model/index.ts';
import { type ListedRow, readRows } from './row-status.ts';

/** The personas, without loading the engine. */
export const readPersonas = async (): Promise<readonly Persona[]> => {
  const { PERSONAS } = await import('../provider/personas/index.ts');
  return Object.values(PERSONAS);
};

/** Settings of the lab itself, which are switched as behaviours are. */
export const LAB_BEHAVIOURS: readonly Behaviour[] = [gapsSetting(), mailScannerSetting()];

/** Behaviours of all personas, in the order in which they are evaluated, and those of the lab. */
export const readBehaviours = async (): Promise<readonly Behaviour[]> => [
  ...(await readPersonas()).flatMap((persona) => persona.behaviours),
  ...LAB_BEHAVIOURS,
];

/** Catalogues of rows: those that stand together, and those that a persona carries itself. */
export const readRowCatalogues = async (): Promise<readonly RowCatalogue[]> => {
  const { ROW_CATALOGUES } = await import('../provider/personas/rows/index.ts');
  return [...ROW_CATALOGUES, ...(await readPersonas()).flatMap(({ rows }) => rows ?? [])];
};

/** Coverage of the rows that no behaviour names. */
export const readRowCoverage = async (): Promise<Readonly<Record<string, RowCoverage>>> => {
  const { ROW_COVERAGE } = await import('../provider/personas/rows/index.ts');
  return Object.assign({}, ROW_COVERAGE, ...(await readPersonas()).map(({ coverage }) => coverage));
};

/** Every row of every catalogue, with its status. */
export const readListedRows = async (): Promise<readonly ListedRow[]> =>
  readRows(await readPersonas(), await readRowCatalogues(), await readRowCoverage());

/** The scenarios, without loading the runner. */
export const readScenarios = async (): Promise<readonly Scenario[]> =>
  (await import('../scenarios/catalogue/index.ts')).SCENARIOS;

export const readRules = async (): Promise<readonly Rule[]> => (await import('../scenarios/rules/index.ts')).RULES;
