/** Where vendors are met on the net, known without loading who stands in for them: programs that only lead clients need no more. */
import type { PersonaId } from '../model/index.ts';
import { ENDPOINTS as FACEBOOK, HOSTS as FACEBOOK_HOSTS } from './facebook/endpoints.ts';
import { ENDPOINTS as GOOGLE, HOSTS as GOOGLE_HOSTS } from './google/endpoints.ts';

export interface VendorAddresses {
  readonly id: PersonaId;
  /** Hosts that the persona is served as. */
  readonly hosts: readonly string[];
  /** Addresses to which an app sends its user's browser. */
  readonly pages: readonly string[];
  /** A version may stand in front of a path: `/v19.0/dialog/oauth`. */
  readonly versioned?: true;
}

const BY_PERSONA: Readonly<Record<PersonaId, Omit<VendorAddresses, 'id'>>> = {
  google: { hosts: GOOGLE_HOSTS, pages: [GOOGLE.authorize, GOOGLE.authorizeLegacy, GOOGLE.logout, GOOGLE.logoutLower] },
  facebook: {
    hosts: FACEBOOK_HOSTS,
    pages: [FACEBOOK.dialog, FACEBOOK.dialogLegacy, FACEBOOK.logout],
    versioned: true,
  },
};

/** Of every persona that exists. */
export const VENDOR_ADDRESSES: readonly VendorAddresses[] = Object.entries(BY_PERSONA).map(([id, addresses]) => ({
  id: id as PersonaId,
  ...addresses,
}));
