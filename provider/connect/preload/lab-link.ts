import { renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import type { PersonaId } from '../../model/index.ts';
import { shiftClock } from './client-clock.ts';
import { callLab, readJson } from './lab-call.ts';
import type { PreloadSettings } from './settings.ts';

/** The lab at the other end. Met at the first call for a vendor, so that programs that make none never notice it. */
export interface LabLink {
  /** Personas of that lab. Rejects with one sentence that names the variable to correct; the next call tries again. */
  meet(): Promise<readonly PersonaId[]>;
}

interface ClockState {
  readonly shiftedSeconds: number;
}

const controlHeaders = ({ token }: PreloadSettings) => ({
  'content-type': 'application/json',
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
});

const startIt = ({ url }: PreloadSettings): string =>
  `start one with "loginlab serve --port ${url.port || 80}", or set LOGINLAB_URL to the address of the one that runs`;

/** What goes wrong on the way there, as one sentence. */
export const unreachable = (settings: PreloadSettings, cause: unknown): Error => {
  const { code } = cause as NodeJS.ErrnoException;
  return new Error(
    `LOGINLAB_URL is ${settings.url.origin}, but no lab answers there (${code ?? String(cause)}): ${startIt(settings)}.`,
    { cause },
  );
};

const personasOf = (settings: PreloadSettings, info: unknown): readonly PersonaId[] => {
  const { lab, personas } = (info ?? {}) as { lab?: unknown; personas?: readonly PersonaId[] };
  if (lab === 'loginlab' && personas) return personas;
  throw new Error(`LOGINLAB_URL is ${settings.url.origin}, but the server there is not a lab: ${startIt(settings)}.`);
};

const noWorld = ({ url, world }: PreloadSettings): Error =>
  new Error(
    `LOGINLAB_WORLD is "${world}", but the lab at ${url.origin} has no such world: unset it for the default world, or open one with POST ${url.origin}/_lab/worlds.`,
  );

/** Name under which this program follows the clock, and by which the lab recognises its requests. */
export const ownProcess = `node ${process.pid}`;

/** No shift of any world: who knows this one is answered at once. */
const NONE_SECONDS = -1;

/** Asks for the clock of the world: answered as soon as it is another than the one known. The lab counts on being asked again. */
const askClock = async (settings: PreloadSettings, shiftedSeconds: number): Promise<ClockState> => {
  const answer = await callLab(settings, {
    method: 'POST',
    path: `/_lab/worlds/${encodeURIComponent(settings.world)}/clock/next`,
    headers: controlHeaders(settings),
    body: JSON.stringify({ client: ownProcess, shiftedSeconds }),
    ...(shiftedSeconds !== NONE_SECONDS && { unref: true }),
  });
  const state = (await readJson(answer)) as ClockState;
  if (answer.statusCode !== 200) throw noWorld(settings);
  return state;
};

/** Where libfaketime holds the clock of this program, `Date` is shifted already once its file says so. */
const setClock = ({ faketimeFile }: PreloadSettings, shiftedSeconds: number): void => {
  if (faketimeFile === undefined) {
    shiftClock(shiftedSeconds * 1000);
    return;
  }
  const next = `${faketimeFile}.${process.pid}`;
  writeFileSync(next, `+${shiftedSeconds}\n`);
  renameSync(next, faketimeFile);
};

/** Lives by the clock of the world for as long as both last. */
const follow = async (settings: PreloadSettings, from: ClockState): Promise<void> => {
  for (let { shiftedSeconds } = from; ; ) {
    setClock(settings, shiftedSeconds);
    ({ shiftedSeconds } = await askClock(settings, shiftedSeconds));
  }
};

const meet = async (settings: PreloadSettings): Promise<readonly PersonaId[]> => {
  const failed = (cause: unknown) => Promise.reject(unreachable(settings, cause));
  const answer = await callLab(settings, { method: 'GET', path: '/_lab/', headers: controlHeaders(settings) }).catch(failed);
  const personas = personasOf(settings, await readJson(answer));
  const clock = await askClock(settings, NONE_SECONDS);
  follow(settings, clock).catch(() => undefined); // lab or world is gone: the next call for a vendor says so
  return personas;
};

export const linkTo = (settings: PreloadSettings): LabLink => {
  let met: Promise<readonly PersonaId[]> | undefined;
  return {
    meet() {
      met ??= meet(settings).catch((error) => {
        met = undefined;
        throw error;
      });
      return met;
    },
  };
};
