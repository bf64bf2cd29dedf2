/** The order turns round every second time: whoever is measured after a busy one is at no disadvantage. */
export const inTurn = <T>(all: readonly T[], round: number): readonly T[] => (round % 2 === 0 ? all : all.toReversed());
