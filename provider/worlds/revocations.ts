import { type Client, consentKeyOf, isConsentOf, type Person } from '../model/index.ts';
import { LISTED } from '../personas/declared.ts';
import { askBehaviours, consentId, type ExchangeContext } from '../world/index.ts';

/** Returns the clients that share a consent with a client. Default: all clients. */
export const clientsOf = async (
  { world, persona }: ExchangeContext,
  clientId: string | undefined,
): Promise<readonly Client[]> => {
  const all = await world.clients.list(persona.id);
  const named = all.find((client) => client.clientId === clientId);
  if (clientId === undefined) return all;
  return all.filter((client) => named && consentKeyOf(persona, { client }) === consentKeyOf(persona, { client: named }));
};

/** Removes the consents of a person for some clients. Returns the clients that had one. */
export const forgetConsents = async (
  { world, persona }: ExchangeContext,
  { sub }: Person,
  clients: readonly Client[],
): Promise<readonly Client[]> => {
  const removed = new Set<Client>();
  for (const { id } of await world.rows.list('Consent', { persona: persona.id, sub })) {
    const key = id.slice(consentId(persona.id, { sub }, '').length);
    const holders = clients.filter((client) => isConsentOf(key, consentKeyOf(persona, { client })));
    if (holders.length > 0) await world.rows.remove('Consent', id);
    for (const client of holders) removed.add(client);
  }
  return [...removed];
};

type Owner = { readonly sub?: string; readonly clientId?: string };

const endKinds = async (
  { world, persona }: ExchangeContext,
  which: readonly Owner[],
  kinds: readonly string[],
): Promise<number> => {
  let ended = 0;
  for (const filter of which)
    for (const kind of kinds) ended += await world.rows.kill(kind, { ...filter, persona: persona.id }, 'revoked');
  return ended;
};

/** Ends credentials of every kind that match one of the filters, and their grants. Returns the number of credentials. */
export const endAll = async (context: ExchangeContext, which: readonly Owner[]): Promise<number> => {
  const ended = await endKinds(
    context,
    which,
    LISTED.map(({ row }) => row.kind),
  );
  await endKinds(context, which, ['Grant']);
  return ended;
};

/** The same for what a person granted. Spares access tokens where the vendor cannot end them. */
export const endGranted = async (context: ExchangeContext, person: Person, which: readonly Owner[]): Promise<number> => {
  if (!askBehaviours(context, 'grant.revoke', { person })?.sparesAccessTokens) return endAll(context, which);
  const kinds = LISTED.flatMap(({ name, row }) => (name === 'access-token' ? [] : [row.kind]));
  return endKinds(context, which, kinds);
};
