import { request } from 'node:http';
import process from 'node:process';
import type { Rules } from './admission.ts';

const DEFAULT_WORLD = 'default';

/** The lab behind a proxy. */
interface Lab {
  readonly url: string;
  readonly token?: string | undefined;
}

/** The part of the proxy's options that says what becomes of a client that names no world. */
interface NamelessOptions {
  readonly lab: Lab;
  readonly world?: string;
  readonly mustNameWorld?: boolean;
}

/** Ids of the open worlds, by the control API. Rejects with the error of the connection. */
const readWorlds = ({ url, token }: Lab): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { port } = new URL(url);
    const call = request({ host: '127.0.0.1', port, path: '/_lab/worlds', headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('error', reject).once('end', () => {
        resolve(answer.statusCode === 200 ? (JSON.parse(text) as { worlds: readonly string[] }).worlds : []);
      });
    });
    call.once('error', reject).end();
  });

/** A lab that is gone has no other worlds: the request itself will say so. */
const hasOthers = async (lab: Lab): Promise<boolean> =>
  (await readWorlds(lab).catch(() => [])).some((id) => id !== DEFAULT_WORLD);

/**
 * World of clients that name none as their proxy user. Many clients send a name only when they are asked (Java, .NET, browsers).
 * So a client is asked where the lab has several worlds, and the proxy is not for one of them.
 */
export const worldOfNameless = ({ lab, world, mustNameWorld }: NamelessOptions): Rules['worldOfNameless'] => {
  const own = world ?? process.env.LOGINLAB_WORLD;
  if (mustNameWorld) return async () => undefined;
  if (own) return async () => own;
  return async (to) => (to === 'lab' && (await hasOthers(lab)) ? undefined : DEFAULT_WORLD);
};
