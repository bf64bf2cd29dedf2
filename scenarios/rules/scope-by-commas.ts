import { defineRule, spec } from '../model/index.ts';
import { findingsAboutForm, paramsOf, scopesOf } from '../traffic/index.ts';

/** Scopes separated by commas, at a provider that reads them as one unknown scope. Quite some vendors document commas. */
export default defineRule({
  id: 'scope-by-commas',
  title: 'Scopes are separated by spaces',
  level: 'MUST',
  basis: [spec('RFC6749-3.3')],
  fix: 'Join the scopes with a space.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      exchanges.filter(
        (each) =>
          (each.endpoint === 'authorize' || each.endpoint === 'token') &&
          scopesOf(each).some((scope) => /^[\w.:/-]+(?:,[\w.:/-]+)+$/.test(scope)),
      ),
      (found) => `The scope is "${found[0] && paramsOf(found[0]).get('scope')}".`,
      'MAY',
    ),
});
