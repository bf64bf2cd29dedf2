import { defineRule, multipleResponseTypes } from '../model/index.ts';
import { authorizationRequestsOf, findingsAboutForm, paramsOf, responseTypesOf } from '../traffic/index.ts';

/** Tokens that are asked for in the query, which servers log and `Referer` repeats. */
export default defineRule({
  id: 'response-mode-query',
  title: 'Tokens are not asked for in the query of the callback',
  level: 'MUST',
  basis: [multipleResponseTypes('3'), multipleResponseTypes('5')],
  fix: 'Leave `response_mode` out, or send `fragment` or `form_post`; best ask for a code only.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      authorizationRequestsOf(exchanges).filter(
        (each) =>
          paramsOf(each).get('response_mode') === 'query' &&
          responseTypesOf(each).some((type) => type === 'token' || type === 'id_token'),
      ),
      (found) => `response_mode=query was sent with response_type=${found[0] && responseTypesOf(found[0]).join(' ')}.`,
    ),
});
