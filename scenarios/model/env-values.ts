/** What is wrong with one variable that a function `env` returned. */
export interface EnvIssue {
  /** Name of the variable; empty for the whole. */
  readonly name: string;
  readonly found: string;
}

const isWritable = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const kindOf = (value: unknown): string => {
  if (value instanceof Promise) return 'a promise';
  if (Array.isArray(value)) return 'a list';
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
};

/** Every variable that is no text. Undefined ones would silently be missing in the app's environment. */
export const envIssues = (returned: unknown): readonly EnvIssue[] => {
  const isObject = typeof returned === 'object' && returned !== null && !Array.isArray(returned);
  if (!isObject || returned instanceof Promise) return [{ name: '', found: kindOf(returned) }];
  return Object.entries(returned).flatMap(([name, value]) => (isWritable(value) ? [] : [{ name, found: kindOf(value) }]));
};
