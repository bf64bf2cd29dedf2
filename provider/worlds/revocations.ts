import { type Client, consentKeyOf, isConsentOf, type Person } from '../model/index.ts';
import { LISTED } from '../personas/declared.ts';
import { consentId, type ExchangeContext } from '../world/index.ts';

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

/** Ends credentials of every kind that match one of the filters, and their grants. Returns the number of credentials. */
export const endAll = async (
  { world, persona }: ExchangeContext,
  which: readonly { readonly sub?: string; readonly clientId?: string }[],
): Promise<number> => {
  let ended = 0;
  for (const filter of which) {
    const mine = { ...filter, persona: persona.id };
    for (const { row } of LISTED) ended += await world.rows.kill(row.kind, mine, 'revoked');
    await world.rows.kill('Grant', mine, 'revoked');
  }
  return ended;
};
