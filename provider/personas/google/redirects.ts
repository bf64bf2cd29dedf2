import type { Client } from '../../model/index.ts';
import { registrationOf } from './registration.ts';

const RELAY = /^storagerelay:\/\/(https?)\/([^/?]+)(?:\?id=.+)?$/;

/** The scheme that Google gives to every mobile client: its client id, read backwards. */
export const reversedClientId = (clientId: string): string => `${clientId.split('.').toReversed().join('.')}:`;

/** Origin of the page that a popup was opened by, from a redirect URI of the sign-in script; undefined for any other. */
export const relayOrigin = (redirectUri: string | undefined): string | undefined => {
  const [, scheme, host] = RELAY.exec(redirectUri ?? '') ?? [];
  return scheme && host ? `${scheme}://${host}` : undefined;
};

/** Origins from which a client's scripts may ask. */
export const originsOf = (client: Client): readonly string[] => [
  ...(registrationOf(client).javascriptOrigins ?? []),
  ...client.redirectUris.filter((uri) => URL.canParse(uri)).map((uri) => new URL(uri).origin),
];
