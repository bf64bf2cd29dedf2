import { visibleLine } from '../drawing/visible.ts';
import { findCauses, type RunResult } from '../scenarios/model/index.ts';
import { countOf, nameOfCause } from './cause-words.ts';
import { renderName } from './evidence.ts';

interface Annotation {
  readonly kind: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
}

/** GitHub shows ten of each kind for a step, and drops the rest. */
const MOST = 10;
/** Longest text of an annotation; GitHub cuts it at 64 KiB. */
const MOST_LETTERS = 2000;

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** In a property, a colon and a comma end it. */
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const line = (text: string): string => [...visibleLine(text)].slice(0, MOST_LETTERS).join('');

/** `::error title=TITLE::MESSAGE`. @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const render = ({ kind, title, message }: Annotation): string =>
  `::${kind} title=${escapeProperty(line(title))}::${escapeData(message.split('\n').map(line).join('\n'))}`;

const KINDS = { fail: 'error', inconclusive: 'error', warn: 'warning' } as const;

const ofCauses = (run: RunResult): readonly Annotation[] =>
  findCauses(run).flatMap((cause) => {
    const kind = Object.hasOwn(KINDS, cause.counted) ? KINDS[cause.counted as keyof typeof KINDS] : undefined;
    const [first] = cause.results;
    if (kind === undefined || !first) return [];
    const where = `${renderName(first)} with ${first.persona}${cause.results.length > 1 ? `, in ${countOf(cause)}` : ''}`;
    const fix = cause.fix === undefined ? [] : [`Fix: ${cause.fix}`];
    const text = [where, cause.message, ...fix, `Reproduce: ${first.reproduce}`].join('\n');
    return [{ kind, title: `${cause.app.id}: ${nameOfCause(cause)}`, message: text }];
  });

const ofRun = ({ unjudged = [], allowUnjudged, stale = [] }: RunResult): readonly Annotation[] => [
  ...(allowUnjudged ? [] : unjudged).map(({ app, persona, reason }) => ({
    ...{ kind: 'error' as const, title: `${app}: nothing was judged`, message: `${persona ? `With ${persona}: ` : ''}${reason}` },
  })),
  ...stale.map((message) => ({ kind: 'error' as const, title: 'expected.json no longer matches', message })),
];

/** The first ones; the last of too many says how many are left out. */
const fewOf = (all: readonly Annotation[]): readonly Annotation[] => {
  const [last] = all.slice(MOST - 1);
  const more = all.length - MOST;
  if (!last || more <= 0) return all;
  const message = `There are ${more + 1} more. All of them are in the summary and in the reports.`;
  return [...all.slice(0, MOST - 1), { kind: last.kind, title: 'Login Lab', message }];
};

/**
 * Workflow commands of GitHub: an error for each cause that turns a run red, a warning for each failed SHOULD. Texts of a run
 * cannot make another command: each annotation is one line.
 */
export const renderAnnotations = (run: RunResult): string => {
  const all = [...ofRun(run), ...ofCauses(run)];
  const kinds = ['error', 'warning'] as const;
  return kinds
    .flatMap((kind) => fewOf(all.filter((each) => each.kind === kind)))
    .map((annotation) => `${render(annotation)}\n`)
    .join('');
};
