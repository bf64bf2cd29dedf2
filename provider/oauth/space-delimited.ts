/** Splits a space-delimited parameter (`scope`, `response_type`, `prompt`). Returns each value once, in order. */
export const splitSpaces = (parameter: string | undefined): readonly string[] => [
  ...new Set((parameter ?? '').split(' ').filter((word) => word !== '')),
];
