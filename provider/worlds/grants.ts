import { consentKeyOf, type GrantInfo, isConsentOf, type OwnerFilter, type Persona, type PersonaId } from '../model/index.ts';
import type { WorldState } from '../world/index.ts';
import { namesOf, rowKeys } from './owners.ts';

/** Lists the current consents. */
export const grantsOf = async (
  world: WorldState,
  personas: readonly Persona[],
  which: OwnerFilter = {},
): Promise<readonly GrantInfo[]> => {
  const rows = await world.rows.list('Consent', await rowKeys(world, which));
  const nameOf = await namesOf(
    world,
    rows.map(({ keys }) => keys.sub ?? ''),
  );
  return Promise.all(
    rows.map(async ({ id, keys: { persona = '', sub = '' }, payload }) => {
      const key = id.slice(`${persona}:${sub}:`.length);
      const holder = personas.find(({ id: each }) => each === persona);
      const clients = await world.clients.list(persona as PersonaId);
      return {
        persona,
        ...nameOf(sub),
        sub,
        key,
        clientIds: clients
          .filter((client) => holder && isConsentOf(key, consentKeyOf(holder, { client })))
          .map(({ clientId }) => clientId),
        scopes: payload.scopes as readonly string[],
        grantedAtEpochSeconds: Number(payload.grantedAtEpochSeconds),
      };
    }),
  );
};
