/** Said beside *Tomorrow*: to tokens that live for weeks a day is no time. */
export const longLived = (personas: readonly string[]): readonly string[] =>
  personas.includes('facebook') ? ['Tokens of Facebook live for sixty days: {"by":"61d"} outlives them.'] : [];
