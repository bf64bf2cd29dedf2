import type { ScenarioResult, Verdict } from '../../../scenarios/model/index.ts';

/** What a check or a rule says about an exchange, in words. */
export interface Mark {
  readonly verdict: Verdict;
  /** `breaks done-once` */
  readonly words: string;
}

const DEEDS: Partial<Readonly<Record<Verdict, string>>> = {
  fail: 'breaks',
  warn: 'breaks',
  inconclusive: 'leaves open',
  info: 'seen by',
};

/** For each exchange that a check or a rule names and does not simply pass, what that check says. */
export const readMarks = (result: ScenarioResult): ReadonlyMap<string, readonly Mark[]> => {
  const marks = [
    ...result.checks.map(({ id, verdict, exchanges }) => ({ name: id, verdict, exchanges })),
    ...result.findings.map(({ rule, verdict, exchanges }) => ({ name: `rule ${rule}`, verdict, exchanges })),
  ].flatMap(({ name, verdict, exchanges }) => {
    const action = DEEDS[verdict];
    return action === undefined ? [] : exchanges.map((id) => ({ id, mark: { verdict, words: `${action} ${name}` } }));
  });
  return new Map([...Map.groupBy(marks, ({ id }) => id)].map(([id, group]) => [id, group.map(({ mark }) => mark)]));
};
