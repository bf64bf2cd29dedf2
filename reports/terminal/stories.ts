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
const renderApp = (run: RunResult, results: readonly ScenarioResult[], style: Style, width: number): readonly string[] => {
  const result = results.toSorted(byUrgency(run))[0];
  if (!result) return [];
  const counted = countedAs(result, run);
  const [breach] = decidingBreaches(result, run);
  const why = breach?.message ?? result.reason ?? '';
  const below = `${INDENT}    `;
  return [
    `${INDENT}${style.verdict[counted](spoken(counted))}  ${style.strong(visibleLine(result.app.id))}`,
    ...(why === '' ? [] : wrap(visible(why), width, below)),
    ...evidenceOf(run, breach?.exchanges ?? []).map((line) => style.soft(`${below}${line}`)),
  ];
};

interface Telling {
  readonly number: number;
  readonly command: string;
  readonly style: Style;
  readonly width: number;
}

const renderStory = (run: RunResult, results: readonly ScenarioResult[], { number, command, style, width }: Telling) => {
  const [first] = results;
  if (!first) return [];
  const byApp = Map.groupBy(results, ({ app }) => app.id);
  return [
    ...wrap(visible(first.title), width, `${number}. `).map(style.strong),
    ...labelled('provider', first.story.provider, width),
    ...labelled('right client', first.story.rightClient, width),
    ...[...byApp.values()].flatMap((own) => renderApp(run, own, style, width)),
    `${INDENT}${style.soft(`${command} explain ${first.scenario}`)}`,
  ];
};

/**
 * A run told scenario by scenario, in the order of `scenarios`: what the provider does, what a right client does, and what each
 * app did. `width`: columns of the terminal; `command`: how the user starts Login Lab.
 */
export const renderStories = (
  run: RunResult,
  scenarios: readonly string[],
  { color, width, command }: { readonly color: boolean; readonly width: number; readonly command: string },
): string => {
  const style = makeStyle(color);
  const told = Map.groupBy(
    run.results.filter((result) => countedAs(result, run) !== 'skip'),
    ({ scenario }) => scenario,
  );
  const room = Math.max(width, measure(INDENT) + LABEL_WIDTH + 20);
  const stories = scenarios.flatMap((id) => (told.has(id) ? [told.get(id) ?? []] : []));
  return stories
    .map((results, i) => renderStory(run, results, { number: i + 1, command, style, width: room }).join('\n'))
    .join('\n\n');
};
