/** Printed next to *Tomorrow*: a day does not expire tokens that live for weeks. */
export const longLived = (personas: readonly string[]): readonly string[] =>
  personas.includes('facebook') ? ['Facebook tokens live for 60 days: {"by":"61d"} expires them.'] : [];
