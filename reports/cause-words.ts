import { type Cause, COUNTED, type Counted, countedAs, type RunResult, type ScenarioResult } from '../scenarios/model/index.ts';
import { renderName } from './evidence.ts';

const WITHOUT_ID: Partial<Readonly<Record<Counted, string>>> = { skip: 'skipped', inconclusive: 'not judged' };

/** The name of a cause: `no-code-exchange`, `rule token-in-query`; for a skip or an app that does not run, what it is. */
export const nameOfCause = ({ by, id, counted, also }: Cause): string => {
  if (by === 'rule') return `${also.length > 0 ? 'rules' : 'rule'} ${[id, ...also].join(', ')}`;
  const own = id === '' ? (WITHOUT_ID[counted] ?? counted) : id;
  return also.length > 0 ? `${own}, rule ${also.join(', ')}` : own;
};

/** `3 results` */
export const countOf = ({ results }: Cause): string => (results.length === 1 ? '1 result' : `${results.length} results`);

/**
 * What the results of a broken rule would count as if it held: `apart from it: 140 pass, 13 skip`. A rule that every login breaks
 * says nothing of what else holds. Empty for a check, and for a single result.
 */
export const apartFrom = ({ by, id, also, results }: Cause, run: Pick<RunResult, 'strict'>): string => {
  if (by !== 'rule' || results.length === 1) return '';
  const rules = new Set([id, ...also]);
  const rest = results.map((result) => ({ ...result, findings: result.findings.filter(({ rule }) => !rules.has(rule)) }));
  const counts = Map.groupBy(rest, (result) => countedAs(result, run));
  const words = COUNTED.flatMap((kind) => (counts.has(kind) ? [`${counts.get(kind)?.length} ${kind}`] : []));
  return `apart from ${rules.size > 1 ? 'them' : 'it'}: ${words.join(', ')}`;
};

/** The scenarios of a cause, each with its variants: `login/a [x, y]`. */
export const placesOf = ({ results }: Cause): readonly string[] =>
  [...Map.groupBy(results, ({ scenario }) => scenario)].map(([scenario, own]) => {
    const variants = [...new Set(own.flatMap(({ variant }) => variant ?? []))];
    return variants.length > 0 ? `${scenario} [${variants.join(', ')}]` : scenario;
  });

/** The personas of a cause. */
export const personasOf = ({ results }: Cause): readonly string[] => [...new Set(results.map(({ persona }) => persona))];

/** At most `most` texts on one line; the rest is counted. */
export const fewOf = (texts: readonly string[], most: number): string => {
  const more = texts.length - most;
  return [...texts.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
};

/** `login/a [x] · shop · google` */
export const placeOf = (result: ScenarioResult): string => `${renderName(result)} · ${result.app.id} · ${result.persona}`;
