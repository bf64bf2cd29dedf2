import type { Person, Ports } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import type { Call } from './first-party-route.ts';
import { registrationOf } from './registration.ts';

/** What is known of a link. It outlives its use, so that a used one has words of its own. */
interface Kept {
  readonly sub: string;
  /** The address that it was sent to: a later one is not validated by it. */
  readonly email: string;
  readonly clientId: string;
  readonly isUsed: boolean;
}

export type LinkState = 'live' | 'used' | 'expired' | 'unknown';

/** Without a behaviour, a link lives ten years. */
const FOR_EVER_SECONDS = 3650 * 86_400;

const linksIn = (ports: Ports) => ports.collection<Kept>('validation-links');

/** Issues a link for the address of a person, and returns it. */
export const issueLink = async (person: Person, { ports, client }: Call): Promise<string> => {
  const { sub, email } = person;
  const { lifetimeSeconds } = ports.decide('validation.life', { person }, { lifetimeSeconds: FOR_EVER_SECONDS });
  const token = await ports.save({ sub }, lifetimeSeconds);
  await linksIn(ports).put(token, { sub, email, clientId: client.clientId, isUsed: false });
  const { linkUrl } = registrationOf(client);
  if (linkUrl === undefined) return `${ports.address(ENDPOINTS.validation)}/${token}`;
  const url = new URL(linkUrl);
  url.searchParams.set('token', token);
  return url.href;
};

/** A link, and the person it belongs to. */
export const findLink = async (
  token: string,
  ports: Ports,
): Promise<{ readonly state: LinkState; readonly kept?: Kept; readonly person?: Person }> => {
  const kept = await linksIn(ports).find(token);
  const person = kept && (await ports.people.find(kept.sub));
  if (!kept || !person || person.email !== kept.email || person.status === 'deleted') return { state: 'unknown' };
  if (kept.isUsed) return { state: 'used', kept, person };
  return { state: (await ports.load(token)) ? 'live' : 'expired', kept, person };
};

/** Uses a link up. True for exactly one of several requests at once. */
export const useLink = (token: string, ports: Ports): Promise<boolean> =>
  ports.inTurn('validation-links', async () => {
    const kept = await linksIn(ports).find(token);
    if (!kept || kept.isUsed) return false;
    await linksIn(ports).put(token, { ...kept, isUsed: true });
    return true;
  });
