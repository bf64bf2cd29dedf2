/** The words of a parameter that lists several (`scope`, `response_type`, `prompt`), each once, in order. */
export const splitSpaces = (parameter: string | undefined): readonly string[] => [
  ...new Set((parameter ?? '').split(' ').filter((word) => word !== '')),
];
