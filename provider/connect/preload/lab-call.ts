import { type IncomingMessage, request as send } from 'node:http';
import { readAtMost } from '../../model/bounded-read.ts';
import type { PreloadSettings } from './settings.ts';

/** What a call to the lab needs; headers as they go out. */
export interface LabCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Lets the program end while the answer is still to come. */
  readonly unref?: true;
  /** Time for the whole answer; default: any, as of a call that the lab answers when something happens. */
  readonly withinMs?: number;
}

/** `localhost` may be ::1 first; the lab always listens on this one. */
const hostOf = ({ hostname }: URL): string => (hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, ''));

const late = (withinMs = 0): Error => Object.assign(new Error(`no answer within ${withinMs} ms`), { code: 'ETIMEDOUT' });

/** Sends something to the lab by plain HTTP within this machine. Rejects with the error of the connection. */
export const callLab = (
  { url }: PreloadSettings,
  { method, path, headers, body, unref, withinMs }: LabCall,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const limit: { signal?: AbortSignal } = withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) };
    const call = send({ host: hostOf(url), port: url.port || 80, method, path, headers, ...limit }, resolve);
    if (unref) call.once('socket', (socket) => socket.unref());
    call.once('error', (error) => reject(limit.signal?.aborted ? late(withinMs) : error)).end(body);
  });

/** Most bytes of an answer about the lab or its clock. */
const MOST_BYTES = 1024 * 1024;

/** The answer's body as JSON; undefined when it is none. */
export const readJson = async (answer: IncomingMessage): Promise<unknown> => {
  const { text } = await readAtMost(answer, MOST_BYTES);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
