import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { appSchema, verbsSchema } from '../../scenarios/model/index.ts';
import { loadConfig } from '../config/index.ts';
import { folderWith } from '../test-folder.ts';
import { configPage } from './config-page.ts';
import { configJsonSchema } from './config-schema.ts';

/** The first block of a language on the page. */
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(configPage())?.[1] ?? '';

test.each(['ts', 'json'])('the example in %s on the page loads', async (language) => {
  const name = `loginlab.config.${language}`;
  const { config } = await loadConfig(`${folderWith({ [name]: block(language) })}/${name}`);
  expect(config.apps.map(({ id }) => id)).toEqual(['shop']);
});

test('the page has every field of an app and every verb, each with its meaning', () => {
  const rows = configPage().split('\n');
  for (const name of [...Object.keys(appSchema.shape), ...Object.keys(verbsSchema.shape)]) {
    expect(rows.find((row) => row.startsWith(`| \`${name}\` |`))).toMatch(/\w[^|]+ \|$/);
  }
});

test('the JSON Schema takes the example, and refuses what the config refuses', () => {
  const isConfig = new Ajv2020({ strict: true }).compile(JSON.parse(configJsonSchema()));
  const example = JSON.parse(block('json')) as { apps: object[] };
  expect(isConfig(example)).toBe(true);
  const app = (more: object) => ({ apps: [{ ...example.apps[0], ...more }] });
  for (const wrong of [
    { comand: 'x' },
    { env: { ID: 1 } },
    { personas: [] },
    { verbs: { signIn: { http: 'login' } } },
    { connect: 'dns' },
  ]) {
    expect(isConfig(app(wrong))).toBe(false);
  }
});
