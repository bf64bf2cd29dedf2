import type { Because, Exchange, Stage } from '../../model/index.ts';
import { isDecisive } from '../../personas/declared.ts';

const same = (a: Because, b: Because): boolean => a.id === b.id && a.why === b.why;

/**
 * Why an exchange went so, for a glance: what decided something, and the faults that struck. `stageOf`: the stage of a
 * behaviour by its id; what is not known by it (the lab's own words) decides.
 */
export const readReasons = ({ because, faults }: Exchange, stageOf: (id: string) => string | undefined): readonly Because[] => {
  const once = because.filter((each, index) => because.findIndex((other) => same(each, other)) === index);
  const lines = once.filter(({ id }) => {
    const stage = stageOf(id);
    return stage === undefined || isDecisive(stage as Stage); // the other end names stages of the same list
  });
  return [...lines, ...faults.map((id) => ({ id, why: 'an injected fault struck' }))];
};
