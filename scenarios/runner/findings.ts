import { brokenVerdict, type Finding } from '../model/index.ts';
import { RULES } from '../rules/index.ts';
import { findLeaks } from './leaks.ts';
import { type LegRun, nameIn } from './leg.ts';
import type { Unit } from './plan.ts';
import type { Station } from './station.ts';

/** What all rules, and the scan for leaked secrets, find in the legs of one unit. */
export const findingsOf = (unit: Unit, station: Station, runs: readonly LegRun[]): Finding[] => {
  const exchanges = runs.flatMap((run) => run.exchanges.filter(({ stale }) => !stale));
  const nameOf = nameIn(station);
  const names = new Map(exchanges.map((exchange) => [exchange.id, nameOf(exchange)]));
  const byRule = RULES.flatMap((rule) =>
    rule.look(exchanges).map(({ message, exchanges: ids }): Finding => {
      const verdict = brokenVerdict[rule.level];
      return { rule: rule.id, verdict, message, exchanges: ids.flatMap((id) => names.get(id) ?? []) };
    }),
  );
  const traces = {
    exchanges,
    steps: runs.flatMap(({ steps }) => steps),
    output: runs.flatMap(({ output }) => output),
    clientSecrets: station.secretsOf(unit.persona),
    inBrowser: unit.app.kind === 'spa',
  };
  return [...byRule, ...findLeaks(traces, nameOf)];
};
