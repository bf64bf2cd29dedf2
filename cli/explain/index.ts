import { SIGN_IN_CHECK_ID } from '../../scenarios/model/index.ts';
import { readBehaviours, readListedRows, readPersonas, readRules, readScenarios } from '../catalogue.ts';
import { unknownId } from '../nearest.ts';
import { explainBehaviour } from './behaviour.ts';
import { explainExchange, isExchangeId } from './exchange.ts';
import type { Explanation } from './explanation.ts';
import { explainPersona } from './persona.ts';
import { explainRow } from './row.ts';
import { explainRule } from './rule.ts';
import { explainScenario } from './scenario.ts';
import { explainSignInCheck } from './sign-in-check.ts';

type Explainer = () => Explanation;

/** Everything that can be explained, by its id; an id that two kinds share is the first one's. */
const readAll = async (): Promise<ReadonlyMap<string, Explainer>> => {
  const [personas, rows, behaviours, scenarios, rules] = await Promise.all([
    readPersonas(),
    readListedRows(),
    readBehaviours(),
    readScenarios(),
    readRules(),
  ]);
  const all: readonly (readonly [string, Explainer])[] = [
    ...personas.map((one) => [one.id, () => explainPersona(one, rows)] as const),
    ...rows.map((one) => [one.id, () => explainRow(one, behaviours, scenarios)] as const),
    ...behaviours.map((one) => [one.id, () => explainBehaviour(one, scenarios)] as const),
    ...scenarios.map((one) => [one.id, () => explainScenario(one, behaviours)] as const),
    ...rules.map((one) => [one.id, () => explainRule(one)] as const),
    [SIGN_IN_CHECK_ID, explainSignInCheck],
  ];
  return new Map(all.toReversed());
};

/** Of ids that are equally near, the one that begins alike is meant: `G-99` is nearer to `G-97` than to `A-99`. */
const nearestFirst = (id: string, known: readonly string[]): readonly string[] =>
  known.toSorted((a, b) => Number(b.startsWith(id.charAt(0))) - Number(a.startsWith(id.charAt(0))));

/** Explains the item with this id. Throws `unknown-id` with the nearest one. `url`: the lab whose exchanges are meant. */
export const explain = async (id: string, url: string): Promise<Explanation> => {
  if (isExchangeId(id)) return explainExchange(id, url);
  const all = await readAll();
  const explainer = all.get(id) ?? all.get(id.toUpperCase()); // rows: g-03
  if (explainer) return explainer();
  throw unknownId({
    what: 'persona, row, behaviour, scenario, rule or exchange',
    field: 'explain',
    value: id,
    known: nearestFirst(id, [...all.keys()]),
    listing: ['personas', 'rows', 'behaviours', 'scenarios', 'rules'].map((list) => `loginlab list ${list}`).join(', '),
  });
};
