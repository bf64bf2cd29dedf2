/** Passive rules: they find errors in recorded traffic, without a scenario. One file per rule, with the same name. */
import type { Rule } from '../model/index.ts';
import { found } from './found.ts';

/** Every rule, by id; all of them check the traffic of every scenario. */
export const RULES: readonly Rule[] = found;
