/** Passive rules: they find errors in recorded traffic, without a scenario. One file per rule, with the same name. */
import type { Rule } from '../model/index.ts';
import codeRedeemedTwice from './code-redeemed-twice.ts';
import refreshStorm from './refresh-storm.ts';
import secretInFrontChannel from './secret-in-front-channel.ts';
import stateConstant from './state-constant.ts';
import stateMissing from './state-missing.ts';
import tokenInQuery from './token-in-query.ts';

/** Every rule; all of them check the traffic of every scenario. */
export const RULES: readonly Rule[] = [
  stateMissing,
  stateConstant,
  codeRedeemedTwice,
  tokenInQuery,
  secretInFrontChannel,
  refreshStorm,
];
