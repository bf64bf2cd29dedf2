/** Passive rules: what is wrong in recorded traffic, with no story. One rule a file, which is named like it. */
import type { Rule } from '../model/index.ts';
import codeRedeemedTwice from './code-redeemed-twice.ts';
import refreshStorm from './refresh-storm.ts';
import secretInFrontChannel from './secret-in-front-channel.ts';
import stateConstant from './state-constant.ts';
import stateMissing from './state-missing.ts';
import tokenInQuery from './token-in-query.ts';

/** Every rule; all of them look at every scenario's traffic. */
export const RULES: readonly Rule[] = [
  stateMissing,
  stateConstant,
  codeRedeemedTwice,
  tokenInQuery,
  secretInFrontChannel,
  refreshStorm,
];
