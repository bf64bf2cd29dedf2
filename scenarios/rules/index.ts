/** Passive rules: what is wrong in recorded traffic, with no story. One rule a file, which is named like it. */
import type { Rule } from '../model/index.ts';
import { found } from './found.ts';

/** Every rule, by id; all of them look at every scenario's traffic. */
export const RULES: readonly Rule[] = found;
