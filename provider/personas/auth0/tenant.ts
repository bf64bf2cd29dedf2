import type { Client, LabRequest, Ports } from '../../model/index.ts';
import { registrationOf } from './registration.ts';

/** The host of the tenant that a client names. Undefined: every tenant of its world has it. */
export const tenantOf = (client: Client): string | undefined => registrationOf(client).tenant;

/** True if a client belongs to the tenant that a request is for. */
export const isOfTenant = (client: Client, { url }: LabRequest): boolean => {
  const tenant = tenantOf(client);
  return tenant === undefined || tenant === url.host;
};

/** The clients of all tenants, by the ports of one. */
const CLIENTS_OF_ALL = new WeakMap<Ports, Ports['clients']>();

/** Returns a client of another tenant than that of these ports. */
export const clientElsewhere = async (clientId: string, ports: Ports): Promise<Client | undefined> =>
  CLIENTS_OF_ALL.get(ports)?.find(clientId);

/** The same ports with the clients of one tenant only. */
export const portsOfTenant = (request: LabRequest, ports: Ports): Ports => {
  const { find, all } = ports.clients;
  const clients: Ports['clients'] = {
    async find(clientId) {
      const client = await find(clientId);
      return client && isOfTenant(client, request) ? client : undefined;
    },
    all: async () => (await all()).filter((client) => isOfTenant(client, request)),
  };
  const own = Object.create(ports, { clients: { value: clients } }) as Ports;
  CLIENTS_OF_ALL.set(own, ports.clients);
  return own;
};
