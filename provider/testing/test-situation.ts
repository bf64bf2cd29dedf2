import type { ClientSituation, NamedToken } from '../model/index.ts';

/** A token for `nextStep`: live for 23 min, unless it ended. */
export const namedToken = (name: string, ending?: string): NamedToken => ({
  ...{ id: name, name, kind: name.replace(/#.*/, ''), persona: 'any', sub: '1', clientId: 'shop', scopes: [] },
  issuedAtEpochSeconds: 0,
  ...(ending === undefined ? { left: '23 min' } : { ending }),
});

/** A person who is signed in and has consented, with nothing else. */
export const situation = (more: Partial<ClientSituation>): ClientSituation => ({
  client: { persona: 'google', clientId: 'shop', kind: 'web', name: 'Shop', redirectUris: [], issuer: 'vendor' },
  person: {
    ...{ key: 'ana', sub: '1', email: 'ana@example.com', emailVerified: true },
    ...{ name: 'Ana', givenName: 'Ana', familyName: 'Alvarez' },
  },
  params: {},
  consentRemembered: true,
  signedIn: true,
  nowEpochSeconds: 100 * 86_400,
  isOn: () => true,
  ...more,
});
