import { ALL_VENDORS } from '../provider/index.ts';

/** Printed next to *Tomorrow*: a day does not expire tokens that live for weeks. */
export const longLived = (personas: readonly string[]): readonly string[] =>
  ALL_VENDORS.flatMap(({ id, lifetimeNote }) => (lifetimeNote !== undefined && personas.includes(id) ? [lifetimeNote] : []));
