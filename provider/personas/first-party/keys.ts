import { z } from 'zod';
import type { Person } from '../../model/index.ts';
import { readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { renewAllDue } from './key-renewal.ts';
import { endKey, findKey, KEY_SCOPES, KEY_TYPES, type Key, keysOf, makeKey } from './key-store.ts';
import { authenticateOwner } from './password-sent.ts';
import { empty, json, Refusal } from './problem.ts';
import { mayUse } from './schemes/allowed.ts';
import { dateHeader } from './server-clock.ts';

const wishes = z.object({
  type: z.enum(KEY_TYPES),
  name: z.string().min(1).max(256).optional(),
  scope: z.enum(KEY_SCOPES).optional(),
});

/** Most live keys of one person. */
const MOST_KEYS = 100;

const isoOf = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();

/** The member that tells the secret of a key. */
const secretMember = ({ type }: Pick<Key, 'type'>): 'key' | 'secret' => (type === 'api-key' ? 'key' : 'secret');

/** A key as the API shows one, with its secret or a mask in its place. */
const shown = (key: Key, secret: string) => ({
  ...{ key_id: key.keyId, type: key.type, name: key.name, scope: key.scope, created_at: isoOf(key.issuedAtEpochSeconds) },
  expires_at: key.expiresAtEpochSeconds === undefined ? null : isoOf(key.expiresAtEpochSeconds),
  ...(key.type === 'api-key' && { replaced: key.isReplaced }),
  [secretMember(key)]: secret,
});

const shownLater = (key: Key, { ports }: Call) =>
  shown(key, ports.decide('key.shown', { secret: key.secret }, { secret: key.secret }).secret);

const create = async (call: Call) => {
  const { person } = await authenticateOwner(call);
  const { type, scope = 'full', name = type === 'hmac' ? 'Key pair' : 'API key' } = readFields(call.request, wishes);
  mayUse(type, call);
  if ((await keysOf(person, call.ports)).length >= MOST_KEYS)
    throw new Refusal({ status: 409, code: 'too_many_keys', detail: `You have ${MOST_KEYS} keys. Delete one first.` });
  const key = await makeKey({ type, name, scope }, person, call.ports);
  const location = new URL(call.ports.address(`${ENDPOINTS.keys}/${key.keyId}`)).pathname;
  const headers = [['Location', location], dateHeader(call.ports)] as const;
  return json(201, shown(key, key.secret), headers);
};

const list = async (call: Call) => {
  const { person } = await authenticateOwner(call);
  await renewAllDue(person, call.ports);
  const keys = await keysOf(person, call.ports);
  return json(200, { keys: keys.map((key) => shownLater(key, call)) });
};

/** A key of the person. Those of others look like unknown ones. */
const ownKey = async (person: Person, { request, ports }: Call): Promise<Key> => {
  const key = await findKey(request.path.id ?? '', ports);
  if (key?.sub === person.sub && key.state.state === 'live') return key;
  throw new Refusal({ status: 404, code: 'not_found', detail: 'You have no such key.' });
};

const read = async (call: Call) => {
  const { person } = await authenticateOwner(call);
  return json(200, shownLater(await ownKey(person, call), call));
};

const revoke = async (call: Call) => {
  const { person } = await authenticateOwner(call);
  readFields(call.request, z.object({}));
  await endKey(await ownKey(person, call), call.ports, 'revoked');
  return empty(204);
};

const revokeAll = async (call: Call) => {
  const { person } = await authenticateOwner(call);
  readFields(call.request, z.object({}));
  for (const key of await keysOf(person, call.ports)) await endKey(key, call.ports, 'revoked');
  return empty(204);
};

export const keyRoutes = [
  ...routesAt(ENDPOINTS.keys, {
    POST: ['keys.create', create],
    GET: ['keys.list', list],
    DELETE: ['keys.delete', revokeAll],
  }),
  ...routesAt(`${ENDPOINTS.keys}/:id`, { GET: ['keys.list', read], DELETE: ['keys.delete', revoke] }),
];
