import type { Cause, Counted, ScenarioResult } from '../scenarios/model/index.ts';
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
