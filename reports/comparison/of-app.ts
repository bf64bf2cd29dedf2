import type { PersonaId } from '../../provider/model/index.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import type {
  ComparedCell,
  ComparedRow,
  ComparedStory,
  Comparison,
  RunResult,
  ScenarioResult,
} from '../../scenarios/model/index.ts';
import { describeTraffic } from '../run-diff/traffic.ts';

/** The same app at one provider. */
export interface PlayedAt {
  readonly persona: PersonaId;
  readonly run: RunResult;
}

const nameOf = ({ scenario, variant }: ScenarioResult): string => (variant === undefined ? scenario : `${scenario}:${variant}`);

/** The verdict, and of the first check that did not pass what was found. */
const verdictCell = (result: ScenarioResult): ComparedCell => {
  const { verdict, reason, checks } = result;
  if (verdict === 'skip') return { text: `skipped: ${reason ?? 'it does not apply'}`, behaviours: [], cannot: true };
  const failed = checks.filter((check) => check.verdict !== 'pass' && check.verdict !== 'info');
  const words = failed[0]?.message ?? (verdict === 'pass' ? undefined : reason);
  return {
    text: words === undefined ? verdict : `${verdict}: ${words}`,
    behaviours: [...new Set(failed.flatMap(({ behaviours }) => behaviours))],
  };
};

const ABSENT: ComparedCell = { text: 'not played here', behaviours: [], cannot: true };

type Read = (result: ScenarioResult, run: RunResult) => ComparedCell;

const FACTS: readonly (readonly [fact: string, title: string, read: Read])[] = [
  ['verdict', 'Verdict', verdictCell],
  [
    'wire',
    'What its requests were answered',
    (result, run) => ({ text: describeTraffic(run, result) || 'no request', behaviours: [] }),
  ],
];

const rowsOf = (name: string, played: readonly PlayedAt[]): readonly ComparedRow[] =>
  FACTS.map(([fact, title, read]) => {
    const columns = played.map(({ persona, run }) => {
      const result = run.results.find((each) => nameOf(each) === name);
      return [persona, result ? read(result, run) : ABSENT] as const;
    });
    const differs = new Set(columns.map(([, { text }]) => text)).size > 1;
    return { step: name, fact, title, differs, cells: Object.fromEntries(columns) };
  });

const storyOf = (area: string, names: readonly string[], played: readonly PlayedAt[], app: string): ComparedStory => {
  const rows = names.flatMap((name) => rowsOf(name, played));
  return {
    ...{ id: area, title: area, about: `The scenarios of this area, played with ${app}.`, notes: {}, moves: {} },
    rows: [true, false].flatMap((wanted) => rows.filter(({ differs }) => differs === wanted)),
  };
};

/** The same app at several providers, scenario by scenario: an area is a story. */
export const compareApp = (app: string, played: readonly PlayedAt[], version: string): Comparison => {
  const results = played.flatMap(({ run }) => run.results);
  const areas = Map.groupBy(results, ({ area }) => area);
  const stories = [...areas].map(([area, all]) => storyOf(area, [...new Set(all.map(nameOf))], played, app));
  const named = new Set(
    stories.flatMap(({ rows }) => rows.flatMap(({ cells }) => Object.values(cells).flatMap((cell) => cell.behaviours))),
  );
  const known = Object.assign({}, ...played.map(({ run }) => run.behaviours)) as RunResult['behaviours'];
  const behaviours = Object.entries(known).flatMap(([id, { summary, source }]) =>
    named.has(id) ? [[id, { summary, source }] as const] : [],
  );
  return {
    ...{ schemaVersion: 1, kind: 'comparison', tool: { name: 'loginlab', version }, app, headlines: [], stories },
    personas: played.map(({ persona: id }) => ({ id, title: VENDORS[id].title, docs: VENDORS[id].reference?.docs ?? '' })),
    behaviours: Object.fromEntries(behaviours),
  };
};
