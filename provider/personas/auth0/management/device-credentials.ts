import type { Ports, Reply } from '../../../model/index.ts';
import { userIdOf } from '../user.ts';
import { findUser } from '../users.ts';
import { deleted, json, type ManagementCall, managementAt } from './call.ts';
import { ManagementError } from './error.ts';
import { checkBody, type Members, readQueryAs } from './validation.ts';

interface Device {
  readonly device_name: string;
  readonly type: string;
  readonly device_id: string;
  readonly client_id: string;
  readonly user_id: string;
}

const devicesIn = (ports: Ports) => ports.collection<Device>('device-credentials');

const CREATE: Members = {
  device_name: { type: 'string', about: 'Name for this device easily recognized by owner', min: 1, required: true },
  type: { type: 'string', about: 'Type of credential. Must be public_key', required: true },
  value: { type: 'string', about: 'Base64 encoded string containing the credential', min: 1, required: true },
  device_id: { type: 'string', about: 'Unique identifier for the device', min: 1, max: 36, required: true },
  client_id: { type: 'string', about: 'client_id of the client (application) this credential is for', max: 64 },
};

/** A machine has no devices: its token counts for nothing here. */
const create = async ({ body, token, ports }: ManagementCall): Promise<Reply> => {
  const isTheirs = token.scopes.includes('create:current_user_device_credentials');
  const person = token.login && isTheirs ? await ports.people.find(token.sub) : undefined;
  if (!person) throw new ManagementError(401, 'Missing authentication');
  checkBody(body, CREATE);
  const id = `dcr_${ports.random(16).replace(/[_-]/g, '0')}`;
  const { device_name, type, device_id, client_id = token.clientId } = body;
  await devicesIn(ports).put(id, {
    ...{ device_name: String(device_name), type: String(type), device_id: String(device_id), client_id: String(client_id) },
    user_id: userIdOf(person),
  });
  return json(201, { id });
};

const list = async ({ query, ports }: ManagementCall): Promise<Reply> => {
  const asked = readQueryAs(query, {
    user_id: { type: 'string', about: 'user_id of the devices to retrieve.' },
    client_id: { type: 'string', about: 'client_id of the devices to retrieve.' },
    type: { type: 'string', about: 'Type of credentials to retrieve.' },
  });
  const devices = (await devicesIn(ports).list()).filter((device) =>
    Object.entries(asked).every(([name, value]) => device[name as keyof Device] === value),
  );
  return json(
    200,
    devices.map(({ id, device_name, device_id, type, user_id, client_id }) => ({
      id,
      device_name,
      device_id,
      type,
      user_id,
      client_id,
    })),
  );
};

const remove = async ({ path, ports }: ManagementCall): Promise<Reply> => {
  const device = await devicesIn(ports).find(path.id ?? '');
  const owner = device && (await findUser(device.user_id, ports));
  if (owner) ports.note({ person: owner.person });
  return deleted('user', await devicesIn(ports).remove(path.id ?? ''), ports);
};

export const deviceRoutes = [
  managementAt('/device-credentials', {
    GET: { scopes: ['read:device_credentials'], handle: list },
    POST: { scopes: [], handle: create },
  }),
  managementAt('/device-credentials/:id', {
    DELETE: { scopes: ['delete:device_credentials', 'delete:current_user_device_credentials'], handle: remove },
  }),
];
