/** The scenarios: every file of the folders here. One story a file; its path is its id. */
import { AREAS, type Scenario } from '../model/index.ts';
import { found } from './found.ts';

const areaOf = ({ id }: Scenario): number => AREAS.findIndex((area) => id.startsWith(`${area}/`));

/** Every scenario, by area, as a person would meet them, then by id. */
export const SCENARIOS: readonly Scenario[] = found.toSorted(
  (one, other) => areaOf(one) - areaOf(other) || (one.id < other.id ? -1 : 1),
);
