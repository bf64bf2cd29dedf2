/** Writes the generated docs; with `--check` only reports whether they are up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { STORIES } from '../../scenarios/stories/index.ts';
import { LAB_BEHAVIOURS, readPersonas, readRowCatalogues, readRowCoverage, readRules, readScenarios } from '../catalogue.ts';
import { buildProgram } from '../program.ts';
import { behavioursPage } from './behaviours-page.ts';
import { cliPage } from './cli-page.ts';
import { COMPARISON_SCHEMA_FILE, comparePage, comparisonJsonSchema, readCommittedComparison } from './compare-page.ts';
import { configPage } from './config-page.ts';
import { CONFIG_SCHEMA_FILE, configJsonSchema } from './config-schema.ts';
import { controlPage, controlSchema } from './control-page.ts';
import { fidelityPage } from './fidelity-page.ts';
import { requirementsPage } from './requirements-page.ts';
import { rulesPage } from './rules-page.ts';
import { scenariosPage } from './scenarios-page.ts';
import { storiesPage } from './stories-page.ts';

const PAGES: Readonly<Record<string, () => Promise<string> | string>> = {
  'docs/behaviours.md': async () => behavioursPage(await readPersonas(), LAB_BEHAVIOURS),
  'docs/fidelity.md': async () => fidelityPage(await readPersonas(), await readRowCatalogues(), await readRowCoverage()),
  'docs/requirements.md': async () => requirementsPage(await readScenarios(), await readRules()),
  'docs/rules.md': async () => rulesPage(await readRules()),
  'docs/scenarios.md': async () => scenariosPage(await readScenarios()),
  'docs/stories.md': async () => storiesPage(STORIES, await readScenarios()),
  'docs/cli.md': () => cliPage(buildProgram(() => {})),
  'docs/compare.md': async () => comparePage(await readCommittedComparison()),
  [`docs/schema/${COMPARISON_SCHEMA_FILE}`]: () => comparisonJsonSchema(),
  'docs/config.md': () => configPage(),
  [`docs/schema/${CONFIG_SCHEMA_FILE}`]: () => configJsonSchema(),
  'docs/control-api.md': async () => controlPage(await readPersonas()),
  'docs/schema/control-api.openapi.json': async () => controlSchema(await readPersonas()),
};

const placeOf = (page: string): URL => new URL(`../../${page}`, import.meta.url);

const readPublished = async (page: string): Promise<string> => {
  try {
    return await readFile(placeOf(page), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
};

const isStale = async (page: string, made: string): Promise<boolean> => (await readPublished(page)) !== made;

const checkOnly = process.argv.includes('--check');

for (const [page, make] of Object.entries(PAGES)) {
  const made = await make();
  if (!(await isStale(page, made))) continue;
  if (checkOnly) {
    console.error(`${page} is out of date. Regenerate it with: npm run generate`);
    process.exitCode = 1;
  } else {
    await writeFile(placeOf(page), made);
    console.log(`${page} written`);
  }
}
