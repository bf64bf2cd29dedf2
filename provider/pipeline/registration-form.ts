import type { Persona, Reply } from '../model/index.ts';
import { isOwnHost, type Listening, type Offer, type WorldState } from '../world/index.ts';
import { headerMap, type RawRequest } from './raw.ts';
import { accept } from './unregistered-client.ts';

/** Dependencies of the registration form. */
export interface RegistrationForm {
  readonly listening: Listening;
  readonly worlds: () => Iterable<WorldState>;
  readonly persona: (id: string) => Persona | undefined;
}

const say = (status: number, text: string): Reply => ({
  status,
  headers: [
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Cache-Control', 'no-store'],
  ],
  body: `[loginlab] ${text}\n`,
});

/** True only for a form of the very origin that the request is for: same site, same port. */
const isOwnForm = ({ host, scheme, headers }: RawRequest): boolean => {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headerMap(headers);
  return origin?.toLowerCase() === `${scheme}://${host.toLowerCase()}` && site === 'same-origin';
};

const ticketOf = ({ body }: RawRequest): string => new URLSearchParams(Buffer.from(body).toString('utf8')).get('ticket') ?? '';

/** Registers the client that was refused, and restarts its sign-in. */
const register = async (world: WorldState, persona: Persona, offer: Offer): Promise<Reply> => {
  await accept({ world, persona }, offer.suggestion);
  if (offer.again === undefined) return say(200, 'Registered. Start the sign-in again from the app.');
  return {
    ...say(303, 'Registered.'),
    headers: [
      ['Location', offer.again],
      ['Cache-Control', 'no-store'],
    ],
  };
};

/** Handles the registration form of a page of the lab's own: no rebound name, once for each page. */
export const submit = async (raw: RawRequest, desk: RegistrationForm): Promise<Reply> => {
  if (raw.method !== 'POST') return say(405, 'Only the register button of an error page sends a POST here.');
  if (!isOwnHost(raw.host, desk.listening) || !isOwnForm(raw))
    return say(403, 'Only the register button of an error page may call this. From a program, use the command next to it.');
  for (const world of desk.worlds()) {
    const offer = world.unregisteredClients.take(ticketOf(raw), 'local');
    const persona = offer && desk.persona(offer.suggestion.persona);
    if (offer && persona) return register(world, persona, offer);
  }
  return say(410, 'This button was already used, or has expired. Start the sign-in again from the app.');
};

/**
 * Handles the form of an error page that was shown at a vendor's host. Undefined for every other request, which the persona
 * answers: at a vendor's host nothing else may show that this is the lab.
 */
export const submitAtVendor = async (raw: RawRequest, world: WorldState, persona: Persona): Promise<Reply | undefined> => {
  if (raw.method !== 'POST' || raw.scheme !== 'https' || !isOwnForm(raw)) return undefined;
  const offer = world.unregisteredClients.take(ticketOf(raw), raw.host.toLowerCase());
  return offer?.suggestion.persona === persona.id ? register(world, persona, offer) : undefined;
};
