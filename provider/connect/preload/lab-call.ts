import { type IncomingMessage, request as send } from 'node:http';
import type { PreloadSettings } from './settings.ts';

/** What a call to the lab needs; headers as they go out. */
export interface LabCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Lets the program end while the answer is still to come. */
  readonly unref?: true;
}

/** `localhost` may be ::1 first; the lab always listens on this one. */
const hostOf = ({ hostname }: URL): string => (hostname === 'localhost' ? '127.0.0.1' : hostname.replace(/^\[|\]$/g, ''));

/** Sends something to the lab by plain HTTP within this machine. Rejects with the error of the connection. */
export const callLab = ({ url }: PreloadSettings, { method, path, headers, body, unref }: LabCall): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const call = send({ host: hostOf(url), port: url.port || 80, method, path, headers }, resolve);
    if (unref) call.once('socket', (socket) => socket.unref());
    call.once('error', reject).end(body);
  });

/** The answer's body as JSON; undefined when it is none. */
export const readJson = async (answer: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
