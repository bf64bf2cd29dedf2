import { defineRule, spec } from '../model/index.ts';
import { basicSecretOf, findingAbout, isAccepted, loginsOf, paramsOf } from '../traffic/index.ts';

/** Addresses that only an app on a device can receive. */
const OF_AN_APP = /^(?!https?:)[a-z][a-z0-9+-]*(?:\.[a-z0-9+.-]+)+:/i;

/** A client secret of an app on a device. `MAY`: its server may have redeemed the code, which the traffic does not show. */
export default defineRule({
  id: 'secret-in-app',
  title: 'An app on a device has no client secret',
  level: 'MAY',
  basis: [spec('RFC8252-8.5')],
  fix: 'If the app itself sends this request, register it as a public client and use PKCE: a secret in an app is in everybody’s hands.',
  look: (exchanges) =>
    findingAbout(
      loginsOf(exchanges)
        .filter(({ request }) => OF_AN_APP.test(paramsOf(request).get('redirect_uri') ?? ''))
        .flatMap(({ redemptions }) => redemptions)
        .filter((each) => isAccepted(each) && (paramsOf(each).get('client_secret') || basicSecretOf(each))),
      'A code that came back by a scheme of an app on a device was redeemed with a client secret.',
    ),
});
