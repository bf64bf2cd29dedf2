import type { CredentialRow, Credentials } from '../model/index.ts';
import { deathOf, type ExchangeContext, factsOf, nowEpochSeconds } from '../world/index.ts';

const rowOf = ({ persona }: ExchangeContext, name: string): CredentialRow => {
  const declared = persona.credentials?.find((each) => each.name === name && each.row !== undefined)?.row;
  if (declared) return declared;
  throw new Error(`${persona.id} declares no credential "${name}" with rows of its own`);
};

/** Credentials of a persona, as rows of the current world. */
export const credentialsOf = (context: ExchangeContext, name: string): Credentials => {
  const { world, persona, log } = context;
  const row = rowOf(context, name);
  const { kind, members } = row;
  return {
    async issue(value, { person, client, scopes = [], lifetimeSeconds }) {
      const now = nowEpochSeconds();
      const payload = {
        [members.sub]: person?.sub ?? '',
        [members.clientId]: client?.clientId ?? '',
        [members.scopes]: scopes.join(' '),
        [members.issuedAtEpochSeconds]: now,
        ...(lifetimeSeconds !== undefined && { [members.expiresAtEpochSeconds]: now + lifetimeSeconds }),
      };
      const keys = { ...(person && { sub: person.sub }), ...(client && { clientId: client.clientId }), persona: persona.id };
      await world.rows.write(kind, value, payload, keys);
    },
    async find(value) {
      const found = await world.rows.read(kind, value);
      if (found?.keys.persona !== persona.id) return undefined;
      const death = deathOf(found, row, undefined);
      if (death?.why === 'reset') log.note({ stale: true });
      return { state: death ? 'dead' : 'live', ...(death && { why: death.why }), ...factsOf(found, row) };
    },
    end: async (value, why) => (await world.rows.kill(kind, { id: value, persona: persona.id }, why)) > 0,
  };
};
