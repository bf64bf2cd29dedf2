import type { Client, Login, Person } from '../../model/index.ts';
import { currentCall } from '../engine-call.ts';
import { loginBehind } from '../logins.ts';
import { isFrom } from './client.ts';
import { liveSource, type Source, type SourceKind } from './source.ts';

type Form = Readonly<Record<string, string>>;

/** A token request that the engine answers with tokens, whatever it is for. */
export interface Accepted {
  readonly client: Client;
  readonly source: Source;
  readonly person: Person;
  readonly login: Login | undefined;
  /** Resource indicator of the API. */
  readonly resource: string | undefined;
}

/**
 * Reads client, code or refresh token, grant and person of a token request. Undefined if any of them is not as it should be: the
 * engine says how it answers that. `chosen`: the API that the caller chose.
 */
export const acceptSource = async (
  form: Form,
  [kind, id]: readonly [kind: SourceKind, id: string | undefined],
  chosen: string | undefined,
): Promise<Accepted | undefined> => {
  const { client, context } = currentCall();
  if (!id || !client || !isFrom(client, form)) return undefined;
  const source = await liveSource(kind, id, client);
  if (!source || (chosen && chosen !== source.payload.resource)) return undefined;
  const { accountId, grantId, resource } = source.payload;
  const person = await context.world.people.find(accountId);
  if (person?.sub !== accountId) return undefined;
  return { client, source, person, login: await loginBehind(grantId), resource: resource || undefined };
};
