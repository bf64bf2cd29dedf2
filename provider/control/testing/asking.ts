import type { LabRequest, Reply } from '../../model/index.ts';
import { createControl } from '../server.ts';
import type { ControlWorlds } from '../worlds.ts';
import { fakeWorlds } from './fake-worlds.ts';

/** Authority of the listener that the requests below came through. */
export const OWN = 'localhost:4400';
const JSON_TYPE = { 'content-type': 'application/json' };
const utf8 = new TextEncoder();

interface Ask {
  readonly method?: string;
  readonly headers?: LabRequest['headers'];
  readonly body?: unknown;
}

/** Fake worlds and a way to ask their control API. */
export const lab = () => {
  const worlds = fakeWorlds(() => `http://${OWN}`);
  return { worlds, ask: asking(worlds) };
};

/** Asks the control API; a body that is neither text nor bytes is sent as JSON. */
export const asking = (worlds: ControlWorlds) => {
  const control = createControl(worlds);
  return async (path: string, { method, headers = {}, body }: Ask = {}) => {
    const bytes = body instanceof Uint8Array ? body : utf8.encode(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''));
    const verb = method ?? (body === undefined ? 'GET' : 'POST');
    const all = { host: OWN, ...(verb === 'GET' ? {} : JSON_TYPE), ...headers };
    const url = new URL(path, `http://${OWN}`);
    return read(await control({ method: verb, url, headers: all, body: bytes, peer: { host: all.host, port: 4400 } }));
  };
};

const read = (reply: Reply) => ({
  status: reply.status,
  headers: Object.fromEntries(reply.headers.map(([name, value]) => [name.toLowerCase(), value])),
  json: reply.body === '' ? undefined : JSON.parse(String(reply.body)),
});

/** A legal write, for what is wrong about a request besides. */
export const AGE = '/_lab/worlds/default/clock/age';
export const BY_A_DAY = { by: '1d' };

/** How far the default world is aged: 0 when no write got through. */
export const agedSeconds = async (worlds: ControlWorlds): Promise<number | undefined> =>
  (await (await worlds.find('default'))?.clock.read())?.agedSeconds;
