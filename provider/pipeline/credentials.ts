import type { CredentialRow, CredentialState, Credentials } from '../model/index.ts';
import { type AgedRow, deathOf, type ExchangeContext, factsOf, nowEpochSeconds } from '../world/index.ts';

const rowOf = ({ persona }: ExchangeContext, name: string): CredentialRow => {
  const declared = persona.credentials?.find((each) => each.name === name && each.row !== undefined)?.row;
  if (declared) return declared;
  throw new Error(`${persona.id} declares no credential "${name}" with rows of its own`);
};

/** What a persona keeps with a credential: the members of its row that are not those of every credential. */
const ownFacts = ({ payload }: AgedRow, { members }: CredentialRow): Readonly<Record<string, unknown>> => {
  const shared = new Set<string>(Object.values(members));
  return Object.fromEntries(Object.entries(payload).filter(([name]) => !shared.has(name)));
};

const stateOf = (found: AgedRow, row: CredentialRow): CredentialState => {
  const death = deathOf(found, row, undefined);
  return {
    state: death ? 'dead' : 'live',
    ...(death && { why: death.why, diedAtEpochSeconds: death.at }),
    ...factsOf(found, row),
    facts: ownFacts(found, row),
  };
};

/** Credentials of a persona, as rows of the current world. */
export const credentialsOf = (context: ExchangeContext, name: string): Credentials => {
  const { world, persona, log } = context;
  const row = rowOf(context, name);
  const { kind, members } = row;
  const expiry = (lifetimeSeconds: number | null | undefined) =>
    typeof lifetimeSeconds === 'number' ? { [members.expiresAtEpochSeconds]: nowEpochSeconds() + lifetimeSeconds } : {};
  const read = async (value: string): Promise<AgedRow | undefined> => {
    const found = await world.rows.read(kind, value);
    return found?.keys.persona === persona.id ? found : undefined;
  };
  return {
    async issue(value, { person, client, scopes = [], lifetimeSeconds, group, facts = {} }) {
      const payload = {
        ...facts,
        [members.sub]: person?.sub ?? '',
        [members.clientId]: client?.clientId ?? '',
        [members.scopes]: scopes.join(' '),
        [members.issuedAtEpochSeconds]: nowEpochSeconds(),
        ...expiry(lifetimeSeconds),
      };
      const owner = { ...(person && { sub: person.sub }), ...(client && { clientId: client.clientId }) };
      await world.rows.write(kind, value, payload, { ...owner, ...(group !== undefined && { uid: group }), persona: persona.id });
    },
    async find(value) {
      const found = await read(value);
      const state = found && stateOf(found, row);
      if (state?.why === 'reset') log.note({ stale: true });
      return state;
    },
    async change(value, { lifetimeSeconds, facts = {} }) {
      const found = await read(value);
      if (!found || deathOf(found, row, undefined)) return false;
      const { [members.expiresAtEpochSeconds]: expires, ...payload } = found.payload;
      const kept = lifetimeSeconds === undefined && { [members.expiresAtEpochSeconds]: expires };
      return world.rows.amend(kind, value, { ...payload, ...kept, ...expiry(lifetimeSeconds), ...facts });
    },
    use: (value) => world.rows.consume(kind, value),
    end: async (value, why) => (await world.rows.kill(kind, { id: value, persona: persona.id }, why)) > 0,
    endAll({ person, client, group }, why) {
      const which = {
        ...(person && { sub: person.sub }),
        ...(client && { clientId: client.clientId }),
        ...(group !== undefined && { uid: group }),
      };
      return world.rows.kill(kind, { ...which, persona: persona.id }, why);
    },
    async list({ sub }) {
      const rows = await world.rows.listUnused(kind, { sub, persona: persona.id });
      const states = rows.map((found) => ({ ...stateOf(found, row), value: found.id }));
      return states.filter(({ state }) => state === 'live');
    },
  };
};
