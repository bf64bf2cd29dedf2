import type { PersonaId } from '../../provider/index.ts';
import { AUTH0 } from './auth0-requests.ts';
import { FACEBOOK } from './facebook-requests.ts';
import { FIRST_PARTY } from './first-party-requests.ts';
import { GOOGLE } from './google-requests.ts';
import type { VendorRequests } from './vendor-request.ts';

const OWN: Readonly<Partial<Record<PersonaId, VendorRequests>>> = {
  google: GOOGLE,
  facebook: FACEBOOK,
  auth0: AUTH0,
  'first-party': FIRST_PARTY,
};

/** Parameters of OAuth with values of another persona; its routes are known without more. */
const plainRequests = (id: PersonaId): VendorRequests => {
  const ofPersona = (values: readonly string[]) => values.map((value) => value.replace('«google.', `«${id}.`));
  const params = Object.entries(GOOGLE.params).map(([name, values]) => [name, ofPersona(values)] as const);
  return { params: Object.fromEntries(params), segments: {}, login: [], others: [] };
};

/** The requests of a vendor: its own list, or those that every OAuth provider knows. */
export const requestsOf = (id: PersonaId): VendorRequests => OWN[id] ?? plainRequests(id);
