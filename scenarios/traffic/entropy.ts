const CLASSES: readonly (readonly [RegExp, number])[] = [
  [/^[0-9]*$/, 10],
  [/^[0-9a-f-]*$/, 16],
  [/^[0-9A-F-]*$/, 16],
  [/^[0-9a-z]*$/, 36],
  [/^[0-9A-Z]*$/, 36],
];

const alphabetOf = (values: readonly string[]): number =>
  CLASSES.find(([pattern]) => values.every((value) => pattern.test(value)))?.[1] ?? 64;

/**
 * Entropy in bits, estimated from values of the same kind: the number of positions in which they differ, times
 * the bits of a character of their alphabet. A constant has 0, a counter or a timestamp a few, 16 random bytes about 120.
 */
export const estimateEntropyBits = (values: readonly string[]): number => {
  if (values.length < 2 || new Set(values).size < values.length) return 0;
  const shortest = Math.min(...values.map((value) => value.length));
  const varying = Array.from({ length: shortest }, (_, place) => new Set(values.map((value) => value[place])).size > 1);
  return Math.round(varying.filter(Boolean).length * Math.log2(alphabetOf(values)));
};

/** Fewer bits can be guessed. */
export const LEAST_BITS = 64;

/** `about 12 bits in "a1", "a2"; at least 64 were expected` */
export const describeGuessable = (values: readonly string[]): string =>
  `about ${estimateEntropyBits(values)} bits in ${values.map((value) => `"${value}"`).join(', ')}; at least ${LEAST_BITS} were expected`;
