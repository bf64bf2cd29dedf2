import { describe, expect, test } from 'vitest';
import { LISTED_MUTANTS } from '../../scenarios/testing/listed-mutants.ts';
import { readRules, readScenarios } from '../catalogue.ts';
import { OIDF_MODULES } from './oidf-modules.ts';
import { requirementsPage } from './requirements-page.ts';

const [scenarios, rules] = await Promise.all([readScenarios(), readRules()]);
const page = requirementsPage(scenarios, rules);

describe('the page of requirements', () => {
  test('has a row for every section and every vendor row that a scenario or a rule rests on', () => {
    const refs = [...scenarios, ...rules].flatMap(({ basis }) =>
      basis.flatMap(({ authority, ref }) => (authority === 'lab' ? [] : ref)),
    );
    const rows = page.split('\n').map((line) => /^\| \[?([^\]|]+?)(?:\]\([^)]*\))? \|/.exec(line)?.[1]);
    expect([...new Set(refs)].filter((ref) => !rows.includes(ref))).toEqual([]);
  });
  test('names every scenario and every mutant of one', () => {
    const mutants = scenarios.flatMap(({ bites }) => bites.flatMap(({ mutant }) => mutant ?? []));
    expect([...scenarios.map(({ id }) => id), ...mutants].filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
  });
  test('links to headings of the page of scenarios', () => {
    const anchors = new Set(scenarios.map(({ id }) => id.replaceAll('/', '')));
    const links = [...page.matchAll(/\(scenarios\.md#([^)]*)\)/g)].map(([, anchor]) => anchor ?? '');
    expect(links.length).toBeGreaterThan(scenarios.length);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});

describe('the relying-party tests of the OpenID Foundation', () => {
  test('are 35 of the core, 8 of the configuration and 14 of logout', () => {
    const ids = OIDF_MODULES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(57);
    const counts = Map.groupBy(OIDF_MODULES, ({ group }) => group);
    expect([...counts].map(([group, own]) => [group, own.length])).toEqual([
      ['core', 35],
      ['config', 8],
      ['logout', 14],
    ]);
  });
  test.each(OIDF_MODULES.map((module) => [module.id || 'the test without a suffix', module] as const))(
    '%s has an equivalent or a reason for none',
    (_, { equals, because = '' }) => {
      expect(equals.length > 0).toBe(because === '');
      for (const asked of equals) {
        const [id, variant] = asked.split(':', 2);
        const scenario = scenarios.find((each) => each.id === id);
        if (scenario && variant !== undefined) expect(Object.keys(scenario.variants ?? {})).toContain(variant);
        expect(scenario !== undefined || LISTED_MUTANTS.some((each) => each.scenario === id)).toBe(true);
      }
    },
  );
});
