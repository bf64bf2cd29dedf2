/** The text of a JSON value: members of a list joined by commas, an object as JSON. `String` throws for an object whose own `toString` is no function. */
export const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
};
