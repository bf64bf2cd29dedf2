import { brokenVerdict, type Finding } from '../model/index.ts';
import { RULES } from '../rules/index.ts';
import { isFromElsewhere } from '../steps/index.ts';
import type { AppInstance } from './app-instance.ts';
import { findLeaks } from './leaks.ts';
import { type LegRun, nameIn } from './leg.ts';
import type { Unit } from './plan.ts';

/** Findings of all rules, and of the scan for leaked secrets, in the legs of one unit. */
export const findingsOf = (unit: Unit, instance: AppInstance, runs: readonly LegRun[]): Finding[] => {
  const exchanges = runs.flatMap((run) => run.exchanges.filter(({ stale }) => !stale));
  const ofApp = exchanges.filter((exchange) => !isFromElsewhere(exchange));
  const nameOf = nameIn(instance);
  const names = new Map(exchanges.map((exchange) => [exchange.id, nameOf(exchange)]));
  const byRule = RULES.flatMap((rule) =>
    rule.look(ofApp).map(({ message, exchanges: ids, level }): Finding => {
      const verdict = brokenVerdict[level];
      return { rule: rule.id, verdict, message, fix: rule.fix, exchanges: ids.flatMap((id) => names.get(id) ?? []) };
    }),
  );
  const traces = {
    exchanges,
    steps: runs.flatMap(({ steps }) => steps),
    output: runs.flatMap(({ output }) => output),
    clientSecrets: instance.secretsOf(unit.persona),
    inBrowser: unit.app.kind === 'spa',
  };
  return [...byRule, ...findLeaks(traces, nameOf)];
};
