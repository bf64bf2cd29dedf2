import type { Because, Exchange, Stage } from '../../model/index.ts';
import { isDecisive } from '../../personas/declared.ts';

const same = (a: Because, b: Because): boolean => a.id === b.id && a.why === b.why;

/**
 * Short reasons of an answer: the behaviours that decided something, and the injected faults. `stageOf`: the stage of a
 * behaviour by its id; an unknown id counts as deciding.
 */
export const readReasons = ({ because, faults }: Exchange, stageOf: (id: string) => string | undefined): readonly Because[] => {
  const once = because.filter((each, index) => because.findIndex((other) => same(each, other)) === index);
  const lines = once.filter(({ id }) => {
    if (id.startsWith('fault/')) return false; // it names the whole answer; the fault itself is named below
    const stage = stageOf(id);
    return stage === undefined || isDecisive(stage as Stage); // the lab sends stages of the same list
  });
  return [...lines, ...faults.map((id) => ({ id, why: 'an injected fault was applied' }))];
};
