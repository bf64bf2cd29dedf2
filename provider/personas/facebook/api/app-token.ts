import { createHmac } from 'node:crypto';
import type { Client, Ports } from '../../../model/index.ts';
import { isSameText } from '../../../world/same-text.ts';

/** Returns the token for `client_credentials`: app id, `|`, and 27 characters derived from the secret. */
export const issuedAppToken = ({ clientId, clientSecret = '' }: Client): string =>
  `${clientId}|${createHmac('sha1', clientSecret).update(`app-token:${clientId}`).digest('base64url')}`;

/** The app of an app token, and whether the token is valid. */
export interface ReadAppToken {
  readonly clientId: string;
  readonly client: Client | undefined;
  readonly isGenuine: boolean;
}

/** Parses an app token: `{app id}|{secret}`, or the issued form, which are equivalent. Undefined for another format. */
export const readAppToken = async (value: string, ports: Pick<Ports, 'clients'>): Promise<ReadAppToken | undefined> => {
  const [, clientId] = /^([^|\s]{1,256})\|/.exec(value) ?? [];
  if (clientId === undefined) return undefined;
  const client = await ports.clients.find(clientId);
  if (!client && !/^\d+$/.test(clientId)) return undefined; // Facebook's ids are numbers; registered clients of the lab can have other ids
  const good = client?.clientSecret === undefined ? [] : [`${clientId}|${client.clientSecret}`, issuedAppToken(client)];
  return { clientId, client, isGenuine: good.some((each) => isSameText(each, value)) };
};
