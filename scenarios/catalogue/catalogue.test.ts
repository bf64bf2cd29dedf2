import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BEHAVIOURS } from '../../provider/personas/index.ts';
import { AREAS, brokenVerdict, showsOf } from '../model/index.ts';
import { SCENARIOS } from './index.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.includes('/') && path.endsWith('.ts'))
  .map((path) => path.replace(/\.ts$/, ''));

const STEPS = new URL('../steps/', import.meta.url);
const SHARED_STEPS = readdirSync(STEPS)
  .map((file) => readFileSync(new URL(file, STEPS), 'utf8'))
  .join('\n');

test('every scenario is listed, and its path is its id', () => {
  expect(SCENARIOS.map(({ id }) => id).sort()).toEqual(files.sort());
});

describe.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  test('lies in an area', () => {
    expect(AREAS).toContain(id.split('/', 1)[0]);
  });
  test('names behaviours that exist', () => {
    const known = BEHAVIOURS.map((behaviour): string => behaviour.id);
    expect([...showsOf(scenario), ...(scenario.controlOff ?? [])].filter((each) => !known.includes(each))).toEqual([]);
  });
  test('has two bites or more, in variants that exist, none worse than its level', () => {
    expect(scenario.bites.length).toBeGreaterThanOrEqual(2);
    for (const { variant, verdict } of scenario.bites) {
      if (variant !== undefined) expect(Object.keys(scenario.variants ?? {})).toContain(variant);
      if (scenario.level !== 'MUST') expect(verdict).not.toBe('fail');
      expect(Object.values(brokenVerdict)).toContain(verdict);
    }
  });
  test('names variants and personas of its own where it tells them apart', () => {
    const { variants = {}, variantShows = {}, variantPersonas = {}, personas } = scenario;
    expect(Object.keys({ ...variantShows, ...variantPersonas }).filter((name) => !(name in variants))).toEqual([]);
    expect(
      Object.values(variantPersonas)
        .flat()
        .filter((persona) => !personas.includes(persona)),
    ).toEqual([]);
    const strangers = showsOf(scenario).filter((shown) => !personas.some((persona) => shown.startsWith(`${persona}/`)));
    expect(strangers).toEqual([]);
  });
  test('gives a fix of its own only to checks that it makes', () => {
    const source = readFileSync(`${import.meta.dirname}/${id}.ts`, 'utf8');
    const checks = source.replace(/\n {2}fixes: \{.*?\n {2}\},/s, '') + SHARED_STEPS;
    expect(Object.keys(scenario.fixes ?? {}).filter((check) => !checks.includes(`'${check}'`))).toEqual([]);
    for (const words of Object.values(scenario.fixes ?? {})) expect(words).toMatch(/^[A-Z].{20,}\.$/);
  });
  test('changes the registration of the app by its context, which puts it back', () => {
    const source = readFileSync(`${import.meta.dirname}/${id}.ts`, 'utf8');
    expect(source).not.toMatch(/world(?:\.\w+|\[\w+\])\.changeClient\(/);
  });
  test('says what it is about, and on what ground', () => {
    expect(scenario.basis.length).toBeGreaterThan(0);
    for (const words of [scenario.title, scenario.provider, scenario.rightClient, scenario.fix]) expect(words).toMatch(/\S.{10}/);
  });
});
