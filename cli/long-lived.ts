import { ALL_VENDORS } from '../provider/index.ts';

/** Said beside *Tomorrow*: to tokens that live for weeks a day is no time. */
export const longLived = (personas: readonly string[]): readonly string[] =>
  ALL_VENDORS.flatMap(({ id, lifetimeNote }) => (lifetimeNote !== undefined && personas.includes(id) ? [lifetimeNote] : []));
