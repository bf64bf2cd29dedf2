import type { ChangedResult, RunDiff } from '../../scenarios/model/index.ts';
import type { TextOptions } from '../comparison/formats/text.ts';
import { type Sheet, type SheetEntry, sheetHtml, sheetMarkdown, sheetText } from '../comparison/sheet.ts';

const NONE = 'none';

const arrow = (before: string | undefined, after: string | undefined): string => `${before || NONE} → ${after || NONE}`;

const judgedLine = (
  word: string,
  { id, before, after, message }: ChangedResult['checks'][number],
): SheetEntry['lines'][number] => ({
  word,
  text: `${id}: ${arrow(before, after)}${message === undefined ? '' : `. ${message}`}`,
});

const wireLine = ({ request, before, after, gone, new: more }: ChangedResult['wire'][number]): SheetEntry['lines'][number] => {
  const statuses = before === after ? before : arrow(before, after);
  const behaviours = [...gone.map((id) => `no longer ${id}`), ...more.map((id) => `now ${id}`)];
  return { word: 'wire', text: [`${request}: ${statuses}`, ...behaviours].join('; ') };
};

const entryOf = (result: ChangedResult): SheetEntry => {
  const { scenario, variant, app, persona, change, verdict, checks, rules, wire } = result;
  return {
    title: `${scenario}${variant === undefined ? '' : `:${variant}`} · ${app} · ${persona}${change === 'changed' ? '' : ` (${change})`}`,
    lines: [
      ...(verdict ? [{ word: 'verdict', text: arrow(verdict.before, verdict.after) }] : []),
      ...checks.map((check) => judgedLine('check', check)),
      ...rules.map((rule) => judgedLine('rule', rule)),
      ...wire.map(wireLine),
    ],
  };
};

const librariesOf = ({ before, after }: RunDiff): readonly string[] =>
  Object.entries(after.apps).flatMap(([app, library]) => {
    const old = before.apps[app];
    return old === undefined || old === library ? [] : [`${app}: ${old} → ${library}.`];
  });

const describeSide = ({ file, tool, results }: RunDiff['before']): string => `${file} (Login Lab ${tool}, ${results} results)`;

/** The changes of two runs, result by result. */
const sheetOf = (diff: RunDiff): Sheet => ({
  title: 'Two runs compared',
  about: [
    `From ${describeSide(diff.before)} to ${describeSide(diff.after)}: ${diff.results.length} changed, ${diff.worse} of them worse, ${diff.same} the same.`,
    ...librariesOf(diff),
  ],
  entries: diff.results.map(entryOf),
  nothing: 'Nothing changed: no verdict, no check, no rule, no status and no behaviour.',
  end: [],
});

export const RUN_DIFF_FORMATS = {
  text: { file: 'compare.txt', render: (diff: RunDiff) => renderRunDiff(diff, { color: false, width: 100 }) },
  json: { file: 'compare.json', render: (diff: RunDiff) => `${JSON.stringify(diff, undefined, 2)}\n` },
  markdown: { file: 'compare.md', render: (diff: RunDiff) => sheetMarkdown(sheetOf(diff)) },
  html: { file: 'compare.html', render: (diff: RunDiff) => sheetHtml(sheetOf(diff)) },
} as const;

export const renderRunDiff = (diff: RunDiff, options: TextOptions): string => sheetText(sheetOf(diff), options);
