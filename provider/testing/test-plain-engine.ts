import { signingKeysOf } from '../../fixtures/keys/index.ts';
import { createEngine } from '../engine/index.ts';
import type { ClientInput, Engine, Persona } from '../model/index.ts';
import { createMemoryStore } from '../store/index.ts';
import { WorldState } from '../world/index.ts';

/** The engine by itself: the same persona's data, and not one behaviour. */
export const plainEngine = async (persona: Persona, client: ClientInput): Promise<Engine> => {
  const [key] = signingKeysOf(persona.id);
  const world = new WorldState({ id: 'plain', store: createMemoryStore(), behaviours: [], keysOf: signingKeysOf, people: [] });
  await world.clients.register(persona, client);
  const plain = { ...persona, behaviours: [] };
  const log = { note() {}, because() {} };
  const mount = { kind: 'vendor' } as const;
  return createEngine(plain, { ...key })({ world, persona: plain, mount, log, labUrl: 'http://localhost:1' });
};

type Asked = Awaited<ReturnType<Engine['ask']>>;

/** What the engine's answer must look like at a vendor's address. */
export const plainAnswer = (answer: Asked): string => {
  if (answer.kind === 'needs') return 'page-account-chooser';
  if (answer.kind === 'page') return `Error 400: ${answer.failure.error}`;
  const { iss: _, ...payload } = answer.payload;
  return `${answer.redirectUri} ${JSON.stringify(Object.entries(payload).toSorted())}`;
};

/** The same of a reply as a browser sees it. */
export const seenAnswer = async (reply: Response): Promise<string> => {
  const location = reply.headers.get('location');
  if (location === null) return /page-account-chooser|Error 400: \w+/.exec(await reply.text())?.[0] ?? 'another page';
  const url = new URL(location);
  const payload = [...new URLSearchParams(url.search || url.hash.slice(1))];
  return `${location.split(/[?#]/)[0]} ${JSON.stringify(payload.toSorted())}`;
};
