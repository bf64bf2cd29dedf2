import { type Because, type Exchange, isDecisive, type Stage } from '../../model/index.ts';

/** Why an exchange went so, for a glance. */
export interface Reasons {
  /** What decided something, and the faults that struck. */
  readonly lines: readonly Because[];
  /** How many behaviours only gave the answer its form. */
  readonly others: number;
}

const same = (a: Because, b: Because): boolean => a.id === b.id && a.why === b.why;

/** `stageOf`: the stage of a behaviour by its id; what is not known by it (the lab's own words) decides. */
export const readReasons = ({ because, faults }: Exchange, stageOf: (id: string) => string | undefined): Reasons => {
  const once = because.filter((each, index) => because.findIndex((other) => same(each, other)) === index);
  const lines = once.filter(({ id }) => {
    const stage = stageOf(id);
    return stage === undefined || isDecisive(stage as Stage); // the other end names stages of the same list
  });
  const struck = faults.map((id) => ({ id, why: 'an injected fault struck' }));
  return { lines: [...lines, ...struck], others: once.length - lines.length };
};
