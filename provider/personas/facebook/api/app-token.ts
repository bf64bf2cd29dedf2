import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Client, Ports } from '../../../model/index.ts';

/** The token that an app gets for `client_credentials`: its id, a bar, and 27 characters that follow from its secret. */
export const issuedAppToken = ({ clientId, clientSecret = '' }: Client): string =>
  `${clientId}|${createHmac('sha1', clientSecret).update(`app-token:${clientId}`).digest('base64url')}`;

const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Whose token an app token says it is, and whether that is so; undefined for what does not look like one. */
export interface ReadAppToken {
  readonly clientId: string;
  readonly client: Client | undefined;
  readonly isGenuine: boolean;
}

/** Reads `{app id}|{secret}` and the issued form, which are good for the same things. */
export const readAppToken = async (value: string, ports: Pick<Ports, 'clients'>): Promise<ReadAppToken | undefined> => {
  const [, clientId] = /^([^|\s]{1,256})\|/.exec(value) ?? [];
  if (clientId === undefined) return undefined;
  const client = await ports.clients.find(clientId);
  if (!client && !/^\d+$/.test(clientId)) return undefined; // Facebook's ids are numbers; what was registered here may be called otherwise
  const good = client?.clientSecret === undefined ? [] : [`${clientId}|${client.clientSecret}`, issuedAppToken(client)];
  return { clientId, client, isGenuine: good.some((each) => sameText(each, value)) };
};
