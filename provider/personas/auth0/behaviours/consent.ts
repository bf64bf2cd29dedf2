import { defineBehaviour } from '../../../model/index.ts';
import { on } from '../../../oauth/switch-setting.ts';
import { apiOfLogin } from '../apis.ts';
import { isFirstParty } from '../registration.ts';
import { PAGES, source } from './source.ts';

const isLocalhost = (uri: string | undefined): boolean =>
  uri !== undefined && URL.canParse(uri) && new URL(uri).hostname === 'localhost';

/** When the consent page is shown. */
export const consent = [
  defineBehaviour({
    id: 'auth0/consent/denying-person',
    summary: 'Tells the callback that a person who denies every consent did not authorize the request.',
    stage: 'account.refuse',
    origin: 'lab',
    setting: on,
    source: source('A-07', 'inferred', PAGES.consent),
    remedy: 'Offer another try; the person said no.',
    apply: ({ person }) =>
      person.deniesConsent
        ? {
            ...{ status: 403, error: 'access_denied', description: 'User did not authorize the request', tells: 'app' as const },
            because: `${person.key} denies every consent`,
          }
        : undefined,
  }),
  defineBehaviour({
    id: 'auth0/consent/remembered',
    summary: 'Remembers a consent by user, client and API.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: on,
    source: source('A-23', 'documented', PAGES.consent),
    apply: ({ consented, scopes }) =>
      consented.length === 0
        ? undefined
        : { scopes: [...new Set([...scopes, ...consented])], because: 'these scopes were granted before' },
  }),
  defineBehaviour({
    id: 'auth0/consent/first-party',
    summary: 'Asks no consent for a client of the tenant, but on localhost, and where the API forbids to skip it.',
    stage: 'consent.remembered',
    origin: 'vendor',
    setting: on,
    source: source('A-23', 'documented', PAGES.consent),
    apply: ({ asked, client, params = {}, scopes }) => {
      if (!isFirstParty(client) || isLocalhost(params.redirect_uri)) return undefined;
      if (apiOfLogin(params)?.skipConsent === false) return undefined;
      return { scopes: [...new Set([...scopes, ...asked])], because: `${client.clientId} is a first-party client` };
    },
  }),
];
