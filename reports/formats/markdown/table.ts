import { countedAs, type RunResult, type ScenarioResult } from '../../../scenarios/model/index.ts';
import { byUrgency, readNote } from '../../counted.ts';
import { readOutline } from '../../outline.ts';
import { spoken } from '../../verdict-words.ts';
import { escapeMarkdown } from './escape.ts';

/** The worst of a cell; with variants, how many share it. */
const renderCell = (run: RunResult, results: readonly ScenarioResult[]): string => {
  const first = results.toSorted(byUrgency(run))[0];
  if (first === undefined) return '';
  const worst = countedAs(first, run);
  const same = results.filter((result) => countedAs(result, run) === worst).length;
  const share = results.length > 1 ? ` ${same}/${results.length}` : '';
  const note = worst === 'known' ? '' : escapeMarkdown(readNote(first, run));
  return `${spoken(worst)} ${note}`.trimEnd() + share;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** Scenarios as rows, apps as columns. */
export const renderTable = (run: RunResult): readonly string[] => {
  const { columns, rows } = readOutline(run);
  if (rows.length === 0) return [];
  const several = new Set(columns.map(({ persona }) => persona)).size > 1;
  const heads = columns.map(({ app, persona }) => escapeMarkdown(several ? `${app.id}, ${persona}` : app.id));
  return [
    row(['Scenario', ...heads]),
    row(['---', ...heads.map(() => '---')]),
    ...rows.map(({ scenario, cells }) => row([escapeMarkdown(scenario), ...cells.map((cell) => renderCell(run, cell))])),
    '',
  ];
};
