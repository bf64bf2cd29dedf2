import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { groupBy, idsOf, paramsOf, personsByFlow } from '../traffic/index.ts';

/** Parameters that a correct client makes anew for every login; a reloaded page repeats them. */
const freshOf = (exchange: Exchange): string =>
  ['nonce', 'code_challenge'].map((name) => paramsOf(exchange).get(name) ?? '').join(' ');

/** A short lower-case word is not random. */
const isWord = (state: string): boolean => /^[a-z/._-]{0,15}$/i.test(state);

/** The same state in the logins of different people, or a plain word in several logins. */
export default defineRule({
  id: 'state-constant',
  title: 'Every login has a new state',
  level: 'MUST',
  basis: [spec('RFC6749-10.12'), spec('RFC9700-4.7.1')],
  fix: 'Make a new random `state` of at least 128 bits for every authorization request.',
  look: (exchanges) => {
    const persons = personsByFlow(exchanges);
    const asked = exchanges.filter(({ endpoint }) => endpoint === 'authorize');
    const byState = groupBy(asked, (exchange) => paramsOf(exchange).get('state'));
    return [...byState].flatMap(([state, same]) => {
      const people = new Set(same.flatMap(({ flow }) => (flow && persons.get(flow)) ?? []));
      const logins = new Set(same.map(freshOf));
      const isShared = people.size > 1 || (isWord(state) && logins.size > 1);
      if (!isShared) return [];
      return [
        {
          message: `The state of ${same.length} authorization requests is the same: "${state.slice(0, 40)}". An attacker who has seen it can forge the next callback.`,
          exchanges: idsOf(same),
        },
      ];
    });
  },
});
