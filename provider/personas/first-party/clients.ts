import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { Refusal } from './problem.ts';

/** Header by which a client says which one it is, where several are registered. */
const CLIENT_HEADER = 'x-client-id';

/** True for a request that says which client sends it. */
export const namesClient = ({ headers }: Pick<LabRequest, 'headers'>): boolean => headers[CLIENT_HEADER] !== undefined;

/**
 * Returns the client of a request: the one that it names, else the one that was registered last, which is the default client of
 * the world where nobody registered one. OAuth requests authenticate their client by themselves.
 */
export const clientOf = async ({ headers }: LabRequest, ports: Ports): Promise<Client> => {
  const named = headers[CLIENT_HEADER];
  const client = named === undefined ? (await ports.clients.all()).at(-1) : await ports.clients.find(named);
  if (client) {
    ports.note({ client: client.clientId });
    return client;
  }
  const detail = named === undefined ? 'No client is registered.' : `No client has the id in X-Client-Id.`;
  throw new Refusal({ status: 400, code: 'unknown_client', detail });
};
