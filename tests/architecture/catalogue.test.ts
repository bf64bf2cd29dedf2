import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import config from '../../fixtures/apps/loginlab.config.ts';
import { PERSONAS } from '../../provider/personas/index.ts';
import { AREAS, configSchema, showsOf } from '../../scenarios/model/index.ts';
import { RULES, SCENARIOS } from '../../scenarios/runner/index.ts';
import { STORIES } from '../../scenarios/stories/index.ts';
import { personasOfBite } from '../../scenarios/testing/client.ts';
import { ROOT } from './source-files.ts';

const behaviours = Object.values(PERSONAS).flatMap((persona) => persona.behaviours);
const behaviourIds = new Set<string>(behaviours.map((behaviour) => behaviour.id));

const { apps } = configSchema.parse(config);

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const found = await Array.fromAsync(glob('**/*.ts', { cwd: path.join(ROOT, folder) }));
  return found.map((file) => file.replaceAll('\\', '/').replace(/\.ts$/, '')).filter((id) => !id.endsWith('.test'));
};

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);

test('the README says how many scenarios, stories and rules there are', async () => {
  const readme = await readFile(path.join(ROOT, 'README.md'), 'utf8');
  expect(readme).toContain(`${SCENARIOS.length} scenarios judge`);
  expect(readme).toContain(`[${STORIES.length} stories]`);
  expect(readme).toContain(`[${RULES.length} rules]`);
});

test('ids of behaviours, scenarios and rules are unique', () => {
  const ids = [...behaviours, ...SCENARIOS, ...RULES].map((one) => one.id);
  expect(ids.filter((id, position) => ids.indexOf(id) !== position)).toEqual([]);
});

test('ids can be read aloud: lower-case words with hyphens, below the persona or the area', () => {
  const wrong = [
    ...behaviours.map((one) => one.id).filter((id) => !/^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/.test(id)),
    ...SCENARIOS.map((one) => one.id).filter(
      (id) => !AREAS.some((area) => id.startsWith(`${area}/`)) || !/^[a-z]+\/[a-z0-9-]+$/.test(id),
    ),
    ...RULES.map((one) => one.id).filter((id) => !/^[a-z0-9-]+$/.test(id)),
  ];
  expect(wrong).toEqual([]);
});

test('every behaviour has a source with an address, a row and the day on which it was checked', () => {
  const wrong = behaviours.filter(
    ({ source }) => !URL.canParse(source.url) || !/^[A-Z]-\d{2}/.test(source.row) || !isDay(source.checkedOn),
  );
  expect(wrong.map(({ id, source }) => `${id}: ${JSON.stringify(source)}`)).toEqual([]);
});

test('every behaviour has a setting with a default, and "off" stays outside its schema', () => {
  expect(behaviours.filter((one) => !one.setting.safeParse(undefined).success).map((one) => one.id)).toEqual([]);
});

test('every scenario file is listed, under the id that its path says', async () => {
  const ids = (await filesBelow('scenarios/catalogue')).filter((id) => id !== 'index');
  expect(SCENARIOS.map((one) => one.id).toSorted()).toEqual(
    ids.filter((id) => AREAS.some((area) => id.startsWith(`${area}/`))).toSorted(),
  );
});

test('every rule is listed, under the id that its file says', async () => {
  const files = await filesBelow('scenarios/rules');
  expect(RULES.filter((rule) => !files.includes(rule.id)).map((rule) => rule.id)).toEqual([]);
});

test('every behaviour that a scenario names exists', () => {
  const unknown = SCENARIOS.flatMap(({ id, controlOff = [], ...scenario }) =>
    [...showsOf(scenario), ...controlOff].filter((shown) => !behaviourIds.has(shown)).map((shown) => `${id} names ${shown}`),
  );
  expect(unknown).toEqual([]);
});

test('every scenario names at least two broken clients that it must catch, and each is among the bundled apps', () => {
  const few = SCENARIOS.filter((one) => one.bites.length < 2).map((one) => `${one.id} has ${one.bites.length}`);
  const clients = new Set(config.apps.map((app) => app.id));
  const absent = SCENARIOS.flatMap(({ id, bites }) =>
    bites.filter(({ client }) => !clients.has(client)).map(({ client }) => `${id} names ${client}`),
  );
  expect({ few, absent }).toEqual({ few: [], absent: [] });
});

test('every scenario bites a client of each of its personas', () => {
  const toothless = SCENARIOS.flatMap((scenario) => {
    const { id, personas, bites } = scenario;
    const bitten = new Set(bites.flatMap((bite) => personasOfBite(scenario, bite, apps)));
    return personas.filter((persona) => !bitten.has(persona)).map((persona) => `${id} with ${persona}`);
  });
  expect(toothless).toEqual([]);
});

test('every variant that a bite names exists', () => {
  const unknown = SCENARIOS.flatMap(({ id, bites, variants = {} }) =>
    bites.filter(({ variant }) => variant !== undefined && !(variant in variants)).map(({ variant }) => `${id} names ${variant}`),
  );
  expect(unknown).toEqual([]);
});
