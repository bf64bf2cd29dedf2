import { isApi } from '../../provider/model/index.ts';
import { defineRule, lab, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, queryOf } from '../traffic/index.ts';

/** `key` alone is what some vendors call the key of a project, which is no secret. */
const NAMES = ['api_key', 'apikey', 'api-key', 'x-api-key', 'api_secret'];

/** An API key in the address of a call, where servers log it. */
export default defineRule({
  id: 'api-key-in-query',
  title: 'API keys are sent in a header',
  level: 'SHOULD',
  basis: [spec('RFC9110-17.9'), lab('Addresses stand in logs, histories and error reports.')],
  fix: 'Send the key in the header that the API documents, such as `X-Api-Key`.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => isApi(each.endpoint) && NAMES.some((name) => (queryOf(each).get(name) ?? '').length >= 16)),
      (found) => `An API key was sent in the query: ${describeExchanges(found)}.`,
    ),
});
