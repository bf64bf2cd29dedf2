/** `1 entry`, `2 entries`. */
export const plural = (count: number, one: string, several = one): string => `${count} ${count === 1 ? one : several}`;
