import type { Client } from '../../model/index.ts';
import { registrationOf } from './registration.ts';

const RELAY = /^storagerelay:\/\/(https?)\/([^/?]+)(?:\?id=.+)?$/;

/** The custom scheme of a mobile client: its client id with the parts in reverse order. */
export const reversedClientId = (clientId: string): string => `${clientId.split('.').toReversed().join('.')}:`;

/** Returns the origin of the page that opened a popup, from a redirect URI of the sign-in script. Undefined for any other. */
export const relayOrigin = (redirectUri: string | undefined): string | undefined => {
  const [, scheme, host] = RELAY.exec(redirectUri ?? '') ?? [];
  return scheme && host ? `${scheme}://${host}` : undefined;
};

/** Returns the authorized JavaScript origins of a client. */
export const originsOf = (client: Client): readonly string[] => [
  ...(registrationOf(client).javascriptOrigins ?? []),
  ...client.redirectUris.filter((uri) => URL.canParse(uri)).map((uri) => new URL(uri).origin),
];
