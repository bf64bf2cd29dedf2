import { visible, visibleLine } from '../../drawing/visible.ts';
import { countedAs, decidingBreaches, type RunResult, type ScenarioResult } from '../../scenarios/model/index.ts';
import { byUrgency } from '../counted.ts';
import { findExchanges, renderBecause, renderExchange } from '../evidence.ts';
import { spoken } from '../verdict-words.ts';
import { makeStyle, type Style } from './style.ts';
import { measure, pad, wrap } from './wrap.ts';

const INDENT = '   ';
const LABEL_WIDTH = 12;
/** Exchanges of a failed check with their reasons; more are in the report. */
const MOST_EXCHANGES = 2;

const labelled = (label: string, text: string, width: number): readonly string[] =>
  wrap(visible(text), width, `${INDENT}${pad(label, LABEL_WIDTH)} `);

const evidenceOf = (run: RunResult, ids: readonly string[]): readonly string[] =>
  findExchanges(run, ids)
    .map((exchange) => [exchange, renderBecause(run, exchange)] as const)
    .filter(([, because]) => because.length > 0)
    .slice(0, MOST_EXCHANGES)
    .flatMap(([exchange, because]) => [
      visibleLine(renderExchange(exchange)),
      ...because.map((line) => `  ${visibleLine(line)}`),
    ]);

/** One app in a story: what the worst of its variants counts as, what went wrong first, and why the provider answered so. */
const renderApp = (
  run: RunResult,
  results: readonly ScenarioResult[],
  { style, width, isStory }: Pick<Telling, 'style' | 'width'> & { readonly isStory: boolean },
): readonly string[] => {
  const result = results.toSorted(byUrgency(run))[0];
  if (!result) return [];
  // Who goes wrong in a story is expected to: it is told how.
  const shown = isStory ? result.verdict : countedAs(result, run);
  const [breach] = decidingBreaches(result, run);
  const why = breach?.message ?? result.reason ?? '';
  const below = `${INDENT}    `;
  return [
    `${INDENT}${style.verdict[shown](spoken(shown))}  ${style.strong(visibleLine(result.app.id))}`,
    ...(why === '' ? [] : wrap(visible(why), width, below)),
    ...evidenceOf(run, breach?.exchanges ?? []).map((line) => style.soft(`${below}${line}`)),
  ];
};

interface Telling {
  readonly command: string;
  readonly style: Style;
  readonly width: number;
}

/** A story as it is told: scenarios of the run, in this order. */
export interface StoryText {
  readonly scenarios: readonly string[];
  /** Default: the title of the scenario. */
  readonly title?: string;
  /** Below the title, instead of what each scenario is about. */
  readonly answer?: string;
}

const renderScenario = (run: RunResult, results: readonly ScenarioResult[], answer: string | undefined, telling: Telling) => {
  const { command, style, width } = telling;
  const [first] = results;
  if (!first) return [];
  const byApp = Map.groupBy(results, ({ app }) => app.id);
  const about =
    answer === undefined
      ? [...labelled('provider', first.story.provider, width), ...labelled('right client', first.story.rightClient, width)]
      : wrap(visible(first.title), width, INDENT);
  return [
    ...about,
    ...[...byApp.values()].flatMap((own) => renderApp(run, own, { style, width, isStory: answer !== undefined })),
    `${INDENT}${style.soft(`${command} explain ${first.scenario}`)}`,
  ];
};

/**
 * A run told story by story: what is asked, or what the provider does and what a right client does, and what each app did.
 * A story of which nothing was judged is left out. `width`: columns of the terminal; `command`: how the user starts Login Lab.
 */
export const renderStories = (
  run: RunResult,
  stories: readonly StoryText[],
  { color, width, command }: { readonly color: boolean; readonly width: number; readonly command: string },
): string => {
  const style = makeStyle(color);
  const told = Map.groupBy(
    run.results.filter((result) => countedAs(result, run) !== 'skip'),
    ({ scenario }) => scenario,
  );
  const telling = { command, style, width: Math.max(width, measure(INDENT) + LABEL_WIDTH + 20) };
  return stories
    .filter(({ scenarios }) => scenarios.some((id) => told.has(id)))
    .map(({ title, answer, scenarios }, i) => {
      const parts = scenarios.flatMap((id) => (told.has(id) ? [told.get(id) ?? []] : []));
      const named = title ?? parts[0]?.[0]?.title ?? '';
      return [
        ...wrap(visible(named), telling.width, `${i + 1}. `).map(style.strong),
        ...(answer === undefined ? [] : labelled('answer', answer, telling.width)),
        ...parts.flatMap((results) => renderScenario(run, results, answer, telling)),
      ].join('\n');
    })
    .join('\n\n');
};
