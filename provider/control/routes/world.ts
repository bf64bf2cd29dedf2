import { z } from 'zod';
import { faultSchema } from '../../model/index.ts';
import { worldRoute } from '../route.ts';
import {
  clientId,
  clockState,
  duration,
  faultState,
  person,
  personaName,
  personInput,
  personName,
  settings,
  tokenFilter,
} from '../shapes.ts';
import { withKnownPersona } from '../worlds.ts';

const number = z.strictObject({ count: z.number() });

/** People, clock, tokens, grants, sessions, faults and settings of one world. */
export const worldRoutes = {
  'people.list': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/people',
    summary: 'The people of this world',
    reply: z.array(person).readonly(),
    handle: (world) => world.people.list(),
  }),
  'people.add': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/people',
    summary: 'Adds a person; what is left out is made up from the key',
    body: personInput,
    reply: person,
    handle: (world, { body }) => world.people.add(body),
  }),
  'clock.read': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/clock',
    summary: 'How far this world is aged and shifted',
    reply: clockState,
    handle: (world) => world.clock.read(),
  }),
  'clock.age': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/clock/age',
    summary: 'Makes everything already issued older',
    body: z.strictObject({ by: duration }),
    reply: clockState,
    handle: (world, { body }) => world.clock.age(body.by),
  }),
  'clock.shift': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/clock/shift',
    summary: 'Provider and client both live later; 409 while no client follows the clock',
    body: z.strictObject({ by: duration }),
    reply: clockState,
    handle: (world, { body }) => world.clock.shift(body.by),
  }),
  'clock.follow': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/clock/follow',
    summary: 'Declares that a client lives by this clock',
    body: z.strictObject({ client: z.string().min(1).max(256) }),
    reply: clockState,
    handle: (world, { body }) => world.clock.follow(body.client),
  }),
  'tokens.short': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/tokens/short',
    summary: 'The next tokens honestly live this short; null returns to the lifetimes of the vendor',
    body: z.strictObject({ lifetimeSeconds: z.number().nullable() }),
    reply: z.void(),
    handle: (world, { body: { lifetimeSeconds } }) => world.tokens.short(lifetimeSeconds === null ? null : { lifetimeSeconds }),
  }),
  'tokens.expire': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/tokens/expire',
    summary: 'Ends tokens before their time; an empty object ends all',
    body: tokenFilter,
    reply: number,
    handle: async (world, { body }, worlds) => ({ count: await world.tokens.expire(withKnownPersona(worlds, body)) }),
  }),
  'grants.revoke': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/grants/revoke',
    summary: 'The person removes the app at the vendor: tokens die, consent is forgotten',
    body: z.strictObject({ person: personName, clientId: clientId.exactOptional(), persona: personaName.exactOptional() }),
    reply: number,
    handle: async (world, { body }, worlds) => ({ count: await world.grants.revoke(withKnownPersona(worlds, body)) }),
  }),
  'sessions.end': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/sessions/end',
    summary: 'Signs a person, or everyone, out of every browser',
    body: z.strictObject({ person: personName.exactOptional(), persona: personaName.exactOptional() }),
    reply: number,
    handle: async (world, { body }, worlds) => ({ count: await world.sessions.end(withKnownPersona(worlds, body)) }),
  }),
  'faults.list': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/faults',
    summary: 'Faults in force, and how often each struck',
    reply: z.array(faultState).readonly(),
    handle: (world) => world.faults.list(),
  }),
  'faults.inject': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/faults',
    summary: 'Injects a fault: where, when, how often, what',
    body: faultSchema,
    reply: faultState,
    handle: (world, { body }, worlds) => world.faults.inject(withKnownPersona(worlds, body)),
  }),
  'faults.clear': worldRoute({
    method: 'DELETE',
    path: '/_lab/worlds/:world/faults/:fault',
    summary: 'Removes one fault',
    reply: z.void(),
    handle: (world, { path }) => world.faults.clear(path.fault),
  }),
  'faults.clear-all': worldRoute({
    method: 'DELETE',
    path: '/_lab/worlds/:world/faults',
    summary: 'Removes every fault',
    reply: z.void(),
    handle: (world) => world.faults.clear(),
  }),
  'settings.read': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/settings',
    summary: 'The value in force of every behaviour',
    reply: settings,
    handle: (world) => world.settings.read(),
  }),
  'settings.change': worldRoute({
    method: 'PATCH',
    path: '/_lab/worlds/:world/settings',
    summary: 'Changes settings by behaviour id; all or none',
    body: settings,
    reply: z.void(),
    handle: (world, { body }) => world.settings.change(body),
  }),
};
