import { defineRule, spec } from '../model/index.ts';
import { authorizationRequestsOf, findingsAboutForm, paramsOf } from '../traffic/index.ts';

/** `none` and another prompt: to show nothing, and to show something. */
export default defineRule({
  id: 'prompt-none-combined',
  title: 'prompt=none stands alone',
  level: 'MUST',
  basis: [spec('OIDCC-3.1.2.1')],
  fix: 'Send `prompt=none` alone, and another prompt only after it failed.',
  look: (exchanges) =>
    findingsAboutForm(
      exchanges,
      authorizationRequestsOf(exchanges).filter((each) => /^(?=.*\bnone\b).*\S\s+\S/.test(paramsOf(each).get('prompt') ?? '')),
      (found) => `prompt="${found[0] && paramsOf(found[0]).get('prompt')}" is answered with an error.`,
    ),
});
