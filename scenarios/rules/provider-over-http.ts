import { defineRule, spec } from '../model/index.ts';
import { describeExchanges, findingAbout, isSentInClear } from '../traffic/index.ts';

const ENDPOINTS = new Set(['authorize', 'token', 'userinfo', 'revoke', 'discovery', 'jwks', 'logout']);

/** A provider that is called over plain http: its answers, its keys and what is sent to it can be changed on the way. */
export default defineRule({
  id: 'provider-over-http',
  title: 'The provider is called over https',
  level: 'MUST',
  basis: [spec('RFC6749-3.1'), spec('RFC6749-3.2'), spec('RFC9700-2.6')],
  fix: 'Write the addresses of the provider with https://, and take them from its discovery document.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => ENDPOINTS.has(each.endpoint) && isSentInClear(each)),
      (found) => `Plain http was used for ${describeExchanges(found)}.`,
    ),
});
