import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { groupBy, idsOf, paramsOf, personsByFlow } from '../traffic/index.ts';

/** What else binds a callback to the browser, as `state-missing` counts it: made anew for every login; a reloaded page repeats it. */
const otherBindingOf = (exchange: Exchange): string =>
  ['nonce', 'code_challenge']
    .map((name) => paramsOf(exchange).get(name) ?? '')
    .join(' ')
    .trim();

/** Flows whose code was redeemed: a reloaded page begins a flow that nobody ends. */
const completedFlows = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set(
    exchanges.flatMap(({ endpoint, flow, response }) => (endpoint === 'token' && flow && response?.status === 200 ? [flow] : [])),
  );

/** A short lower-case word is not random. */
const isWord = (state: string): boolean => /^[a-z/._-]{0,15}$/i.test(state);

/** The same state in the logins of different people, or a plain word in several logins, that no new nonce or PKCE challenge binds. */
export default defineRule({
  id: 'state-constant',
  title: 'Every login has a new state',
  level: 'MUST',
  basis: [spec('RFC6749-10.12'), spec('RFC9700-4.7.1')],
  fix: 'Make a new random `state` of at least 128 bits for every authorization request, or a new nonce or PKCE challenge that the callback is checked against.',
  look: (exchanges) => {
    const persons = personsByFlow(exchanges);
    const completed = completedFlows(exchanges);
    const areSeveral = (state: string, same: readonly Exchange[]): boolean => {
      const flows = [...new Set(same.flatMap(({ flow }) => flow ?? []))];
      const people = new Set(flows.flatMap((flow) => persons.get(flow) ?? []));
      return people.size > 1 || (isWord(state) && flows.filter((flow) => completed.has(flow)).length > 1);
    };
    const asked = exchanges.filter(({ endpoint }) => endpoint === 'authorize');
    return [...groupBy(asked, (exchange) => paramsOf(exchange).get('state'))].flatMap(([state, same]) => {
      const byBinding = groupBy(same, (exchange) => otherBindingOf(exchange));
      const isBound = (exchange: Exchange): boolean => {
        const binding = otherBindingOf(exchange);
        return binding !== '' && !areSeveral(state, byBinding.get(binding) ?? []);
      };
      if (same.every(isBound) || !areSeveral(state, same)) return [];
      return [
        {
          message: `The state of ${same.length} authorization requests is the same: "${state}". An attacker who has seen it can forge the next callback.`,
          exchanges: idsOf(same),
        },
      ];
    });
  },
});
