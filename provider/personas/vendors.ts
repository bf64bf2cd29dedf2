/** The imitated vendors by id, without their implementations. */
import type { PersonaId, Vendor } from '../model/index.ts';
import * as registry from './registry.ts';

/** In the order of their places. */
export const ALL_VENDORS: readonly Vendor[] = Object.values<Vendor>(registry).toSorted((one, other) => one.place - other.place);

export const VENDORS = Object.fromEntries(ALL_VENDORS.map((vendor) => [vendor.id, vendor])) as Readonly<
  Record<PersonaId, Vendor>
>;

export const PERSONA_IDS: readonly PersonaId[] = ALL_VENDORS.map(({ id }) => id);
