import { SIGN_IN_CHECK_ID } from '../../scenarios/model/index.ts';
import { readBehaviours, readRules, readScenarios } from '../catalogue.ts';
import { unknownId } from '../nearest.ts';
import { explainBehaviour } from './behaviour.ts';
import { explainExchange, isExchangeId } from './exchange.ts';
import type { Explanation } from './explanation.ts';
import { explainRule } from './rule.ts';
import { explainScenario } from './scenario.ts';
import { explainSignInCheck } from './sign-in-check.ts';

/** Explains the item with this id. Throws `unknown-id` with the nearest one. `url`: the lab whose exchanges are meant. */
export const explain = async (id: string, url: string): Promise<Explanation> => {
  if (isExchangeId(id)) return explainExchange(id, url);
  if (id === SIGN_IN_CHECK_ID) return explainSignInCheck();
  const [behaviours, scenarios, rules] = await Promise.all([readBehaviours(), readScenarios(), readRules()]);
  const behaviour = behaviours.find((one) => one.id === id);
  if (behaviour) return explainBehaviour(behaviour, scenarios);
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario) return explainScenario(scenario, behaviours);
  const rule = rules.find((one) => one.id === id);
  if (rule) return explainRule(rule);
  const known = [...behaviours, ...scenarios, ...rules].map((one) => one.id);
  throw unknownId({
    what: 'behaviour, scenario, rule or exchange',
    field: 'explain',
    value: id,
    known,
    listing: 'loginlab list behaviours, loginlab list scenarios, loginlab list rules',
  });
};
