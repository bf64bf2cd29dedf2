const SPECIAL = /[.+?^${}()|[\]\\]/g;

/** True when a text equals a pattern in which each `*` stands for any text, also an empty one. */
export const matchesGlob = (pattern: string, text: string): boolean => {
  if (!pattern.includes('*')) return pattern === text;
  const source = pattern.replaceAll(SPECIAL, '\\$&').replaceAll(/\*+/g, '.*');
  return new RegExp(`^${source}$`, 's').test(text);
};
