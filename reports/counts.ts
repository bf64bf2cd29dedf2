import { renderDuration } from '../drawing/duration.ts';
import { COUNTED, type Counted, countRun, type RunCounts, type RunResult } from '../scenarios/model/index.ts';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** One part of the line of counts: `28 known`. */
interface Part {
  readonly counted: Counted;
  readonly text: string;
}

/** The counts of a run that are not 0, in words, the most urgent first. */
export const countParts = (counts: RunCounts): readonly Part[] =>
  COUNTED.filter((counted) => counts[counted] > 0).map((counted) => ({ counted, text: `${counts[counted]} ${counted}` }));

/** What the counts of results do not say: apps of which nothing was judged, and entries that no longer match. */
export const otherCounts = ({ unjudged, stale }: RunCounts): readonly string[] => [
  ...(unjudged > 0 ? [`${plural(unjudged, 'app', 'apps')} not judged`] : []),
  ...(stale > 0 ? [plural(stale, 'stale expectation', 'stale expectations')] : []),
];

/** `18 results: 2 fail, 1 inconclusive, 1 known, 3 skip, 11 pass · 1 stale expectation · 6.8 s`; `paint` may colour a count. */
export const renderCounts = (run: RunResult, paint: (part: Part) => string = ({ text }) => text): string => {
  const counts = countRun(run);
  const parts = countParts(counts).map(paint);
  return [
    [plural(counts.results, 'result', 'results'), ...(parts.length > 0 ? [parts.join(', ')] : [])].join(': '),
    ...otherCounts(counts),
    renderDuration(run.durationMs),
    ...(run.interrupted ? ['stopped early'] : []),
  ].join(' · ');
};

/** `red`, `green: no failures`, `green: no new failures (28 known)` */
export const renderState = (run: RunResult): string => {
  if (run.summary.red) return 'red';
  const { known } = countRun(run);
  return known > 0 ? `green: no new failures (${known} known)` : 'green: no failures';
};
