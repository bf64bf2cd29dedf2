import type { RunResult, ScenarioResult } from '../../../scenarios/model/index.ts';
import { byUrgency, readNote } from '../../expectation-status.ts';
import { readOutline } from '../../outline.ts';
import { spoken } from '../../verdict-words.ts';
import { escapeMarkdown } from './escape.ts';

/** The worst verdict of a cell; with variants, how many share it. */
const renderCell = (run: RunResult, results: readonly ScenarioResult[]): string => {
  const worst = results.toSorted(byUrgency(run))[0];
  if (worst === undefined) return '';
  const same = results.filter(({ verdict }) => verdict === worst.verdict).length;
  const share = results.length > 1 ? ` ${same}/${results.length}` : '';
  return `${spoken(worst.verdict)} ${readNote(worst, run)}`.trimEnd() + share;
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
