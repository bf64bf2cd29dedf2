import type { Persona, Reply } from '../model/index.ts';
import { isOwnHost, type Listening, type WorldState } from '../world/index.ts';
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

/** True only for the form of the lab's own page: same site, same port, no rebound name. */
const isOwnPage = ({ host, headers }: RawRequest, listening: Listening): boolean => {
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headerMap(headers);
  return isOwnHost(host, listening) && origin?.toLowerCase() === `http://${host.toLowerCase()}` && site === 'same-origin';
};

/** Handles the registration form: registers the refused client, once, and restarts its sign-in. */
export const submit = async (raw: RawRequest, desk: RegistrationForm): Promise<Reply> => {
  if (raw.method !== 'POST') return say(405, 'Only the register button of an error page sends a POST here.');
  if (!isOwnPage(raw, desk.listening))
    return say(403, 'Only the register button of an error page may call this. From a program, use the command next to it.');
  const ticket = new URLSearchParams(Buffer.from(raw.body).toString('utf8')).get('ticket') ?? '';
  for (const world of desk.worlds()) {
    const offer = world.unregisteredClients.take(ticket);
    const persona = offer && desk.persona(offer.suggestion.persona);
    if (!offer || !persona) continue;
    await accept({ world, persona }, offer.suggestion);
    if (offer.again === undefined) return say(200, 'Registered. Start the sign-in again from the app.');
    return {
      ...say(303, 'Registered.'),
      headers: [
        ['Location', offer.again],
        ['Cache-Control', 'no-store'],
      ],
    };
  }
  return say(410, 'This button was already used, or has expired. Start the sign-in again from the app.');
};
