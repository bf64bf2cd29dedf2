import { z } from 'zod';
import { personaRoute } from '../route.ts';
import { client, clientChanges, clientInput, minted, mintRequest } from '../shapes.ts';
import { keyInfo } from '../token-shapes.ts';

/** Clients, tokens and keys of one persona in one world. */
export const personaRoutes = {
  'clients.list': personaRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/personas/:persona/clients',
    summary: 'Registered clients',
    reply: z.array(client).readonly(),
    handle: (persona) => persona.clients(),
  }),
  'clients.register': personaRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/personas/:persona/clients',
    summary: 'Registers a client, or replaces the one with the same id',
    body: clientInput,
    reply: client,
    handle: (persona, { body }) => persona.register(body),
  }),
  'clients.change': personaRoute({
    method: 'PATCH',
    path: '/_lab/worlds/:world/personas/:persona/clients/:clientId',
    summary: 'Changes parts of a registration',
    body: clientChanges,
    reply: client,
    handle: (persona, { path, body }) => persona.changeClient(path.clientId, body),
  }),
  'clients.remove': personaRoute({
    method: 'DELETE',
    path: '/_lab/worlds/:world/personas/:persona/clients/:clientId',
    summary: 'Deletes a client; its tokens are revoked',
    reply: z.void(),
    handle: (persona, { path }) => persona.removeClient(path.clientId),
  }),
  'tokens.mint': personaRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/personas/:persona/tokens',
    summary: 'Issues tokens without a login',
    body: mintRequest,
    reply: minted,
    handle: (persona, { body }) => persona.mint(body),
  }),
  'keys.list': personaRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/personas/:persona/keys',
    summary: 'Published signing keys, oldest first; the current one signs',
    reply: z.array(keyInfo).readonly(),
    handle: (persona) => persona.keys(),
  }),
  'keys.rotate': personaRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/personas/:persona/keys/rotate',
    summary: 'Rotates the signing key; the old one stays in the key set',
    reply: z.strictObject({ kid: z.string() }),
    handle: (persona) => persona.rotateKeys(),
  }),
};
