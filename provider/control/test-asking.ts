import { type IncomingMessage, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { createLab, type LabOptions } from '../index.ts';

export interface Ask {
  readonly method?: string | undefined;
  /** `PORT` in a value stands for the port of the listener. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, all else as JSON. */
  readonly body?: unknown;
}

/** The host of the lab's own listener. */
export const OWN = 'localhost:PORT';
/** A legal write, for what is wrong about a request besides. */
export const AGE = '/_lab/worlds/default/clock/age';
export const BY_A_DAY = { by: '1d' };

const bytesOf = (body: unknown): Buffer =>
  body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''));

/** Sends a request to a port of this machine, with whatever headers: no client in between that would mend them. */
export const send = (port: number, path: string, { method, headers = {}, body }: Ask): Promise<IncomingMessage> => {
  const verb = method ?? (body === undefined ? 'GET' : 'POST');
  const json = verb === 'GET' || verb === 'HEAD' ? {} : { 'content-type': 'application/json' };
  const all = Object.entries({ host: OWN, ...json, ...headers }).map(([name, value]) => [
    name,
    value.replaceAll('PORT', `${port}`),
  ]);
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: verb,
      headers: Object.fromEntries(all),
      agent: false,
      setHost: false,
    };
    request(options, resolve).on('error', reject).end(bytesOf(body));
  });
};

const read = async (response: IncomingMessage) => {
  const text = Buffer.concat(await Array.fromAsync(response)).toString();
  const isJson = /^application\/(problem\+)?json/.test(response.headers['content-type'] ?? '');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? JSON.parse(text) : undefined,
  };
};

/** A way to ask whatever listens on a port. */
export const asking =
  (port: number) =>
  async (path: string, ask: Ask = {}) =>
    read(await send(port, path, ask));

/** A lab of the test's own, a way to ask it, and how far its default world is aged: 0 when no write got through. */
export const openLab = async (options: LabOptions = {}) => {
  const lab = await createLab(options);
  onTestFinished(() => lab.close());
  return { lab, ask: asking(lab.port), agedSeconds: async () => (await lab.default.clock.read()).agedSeconds };
};
