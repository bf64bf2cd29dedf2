import { nameOfEndpoint, type PersonaId, type ReferenceUse } from '../../provider/model/index.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import type { ComparedCell, Comparison, Migration, ReliedOn, ReportedExchange, RunResult } from '../../scenarios/model/index.ts';
import { findExchanges } from '../evidence.ts';
import { type Move, RELIANCES, type Reliance, type RowName } from './reliances.ts';

/** An exchange of a result that passed, and the result. */
interface Shown {
  readonly exchange: ReportedExchange;
  readonly result: number;
}

const shownIn = (run: RunResult, persona: string): readonly Shown[] =>
  run.results.flatMap((each, result) => {
    if (each.verdict !== 'pass') return [];
    const ids = [...new Set([...(each.control?.exchanges ?? []), ...each.exchanges])];
    return findExchanges(run, ids).flatMap((exchange) => (exchange.persona === persona ? [{ exchange, result }] : []));
  });

const times = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const whereSeen = (shown: readonly Shown[]): string =>
  `${times(shown.length, 'request')} in ${times(new Set(shown.map(({ result }) => result)).size, 'result')} that passed`;

const rowNamed = ({ stories }: Comparison, { story, step, fact }: RowName) =>
  stories.find(({ id }) => id === story)?.rows.find((row) => row.step === step && row.fact === fact);

interface Sides {
  readonly from: PersonaId;
  readonly to: PersonaId;
}

/** The rows in which the two providers differ, as lines. */
const linesOf = (
  reliance: Reliance,
  shown: readonly Shown[],
  comparison: Comparison,
  { from, to }: Sides,
  move: Move,
): readonly ReliedOn[] =>
  reliance.rows.flatMap((name) => {
    const row = rowNamed(comparison, name);
    const [here, there] = [row?.cells[from], row?.cells[to]];
    if (!row || !here || !there || here.text === there.text) return [];
    const { id, relies } = reliance;
    const about = `${row.step}: ${row.title}`;
    return [{ id, relies, seen: whereSeen(shown), about, from: here, to: there, todo: reliance.todo(move) }];
  });

const plain = (text: string): ComparedCell => ({ text, behaviours: [] });

/** Endpoints of the provider that the app called, and that the other one does not have. */
const missingEndpoints = (shown: readonly Shown[], { from, to }: Sides): readonly ReliedOn[] => {
  const calls = shown.filter(({ exchange }) => exchange.from === 'app' && exchange.endpoint !== 'unknown');
  const [mine, other] = [VENDORS[from], VENDORS[to]];
  const missing = [...Map.groupBy(calls, ({ exchange }) => exchange.endpoint)].filter(
    ([endpoint]) => Object.hasOwn(mine.endpoints, endpoint) && !Object.hasOwn(other.endpoints, endpoint),
  );
  return missing.map(([endpoint, all]) => {
    const isApi = endpoint.startsWith('api:');
    const name = nameOfEndpoint(endpoint);
    return {
      ...{
        id: `calls-${endpoint}`,
        relies: `calls ${name}`,
        seen: whereSeen(all),
        about: isApi ? 'an API of the provider' : 'an endpoint',
      },
      from: plain(`${name} is there`),
      to: plain(`not there: the lab's ${other.title} has no such ${isApi ? 'API' : 'endpoint'}`),
      todo: isApi
        ? `Keep a grant at ${mine.title} for this API: a token of ${other.title} is not valid there.`
        : `Look for what takes its place in the documentation of ${other.title}.`,
    };
  });
};

const sideOf = (id: PersonaId, { docs = '' }: ReferenceUse) => ({ id, title: VENDORS[id].title, docs });

const sourcesOf = (lines: readonly ReliedOn[], { behaviours }: Comparison): Migration['behaviours'] => {
  const named = new Set(lines.flatMap(({ from, to }) => [...from.behaviours, ...to.behaviours]));
  return Object.fromEntries(
    Object.entries(behaviours).flatMap(
      ([
        id,
        {
          summary,
          source: { url, row },
        },
      ]) => (named.has(id) ? [[id, { summary, url, row }]] : []),
    ),
  );
};

/** What an app relies on at `from`, by a run of it there, and where `to` differs, by the stories of both. */
export const migrate = (run: RunResult, comparison: Comparison, app: string, sides: Sides): Migration => {
  const [from, to] = [VENDORS[sides.from].reference, VENDORS[sides.to].reference];
  if (!from || !to) throw new Error('a persona without a reference client cannot be compared');
  const move: Move = { from, to, names: { from: VENDORS[sides.from].title, to: VENDORS[sides.to].title } };
  const shown = shownIn(run, sides.from);
  const told = RELIANCES.flatMap((reliance) => {
    const seen = shown.filter(({ exchange }) => reliance.isSeen(exchange, from));
    return seen.length === 0 ? [] : [{ reliance, lines: linesOf(reliance, seen, comparison, sides, move) }];
  });
  const lines = [...told.flatMap((each) => each.lines), ...missingEndpoints(shown, sides)];
  const pass = run.results.filter(({ verdict }) => verdict === 'pass').length;
  return {
    ...{ schemaVersion: 1, kind: 'migration', tool: comparison.tool, app },
    ...{ from: sideOf(sides.from, from), to: sideOf(sides.to, to) },
    played: { pass, other: run.results.length - pass },
    lines,
    same: told.flatMap((each) => (each.lines.length === 0 ? [each.reliance.relies] : [])),
    behaviours: sourcesOf(lines, comparison),
  };
};
