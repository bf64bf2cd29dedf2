/**
 * Apps that are broken in the worst ways, each a client of a few lines (`test-shop.ts`) with something before it and something
 * at its sign-in. Beside them runs the same client as it is.
 */
import { SHOP } from '../../test-shop.ts';

/** What makes the client hostile. */
export interface Hostility {
  /** Runs before the server listens. */
  readonly first?: string;
  /** Runs at the start of a login; `request` and `response` are those of the person. Returns false when it answered itself. */
  readonly atSignIn?: string;
  /** Runs when the resource is used. */
  readonly atResource?: string;
  /** Runs where the page says who is signed in. */
  readonly atWhoAmI?: string;
}

const HOOKS = ({ first = '', atSignIn = '', atResource = '', atWhoAmI = '' }: Hostility) => `
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { request as ask } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
const lab = new URL(process.env.ISSUER);
const pad = Buffer.alloc(1024 * 1024, 'x');
/** Writes as fast as it is read, until the reader leaves or so many bytes are written. */
const pour = (response, chunk, most = Infinity, sent = 0) => {
  if (response.destroyed) return;
  if (sent >= most) return response.end();
  response.write(chunk, () => pour(response, chunk, most, sent + chunk.length));
};
/** Does something many times, some of them at a time. */
const many = (count, width, action) => {
  let [next, left] = [0, width];
  return new Promise((done) => {
    const work = async () => { while (next < count) await action(next++).catch(() => undefined); if (--left === 0) done(); };
    for (let place = 0; place < width; place += 1) work();
  });
};
/** The process that started the app, above its shell. */
const signalLane = (name, pid = process.ppid) => {
  const [, parent] = readFileSync('/proc/' + pid + '/stat', 'utf8').split(') ')[1].split(' ');
  if (readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('lane-process')) process.kill(pid, name);
  else if (Number(parent) > 1) signalLane(name, Number(parent));
};
const hostile = {
  '/auth/google': async (response, session) => { ${atSignIn} },
  '/files': async (response, session) => { ${atResource} },
  '/me': async (response, session) => { ${atWhoAmI} },
};
${first}
`;

/** The text of a hostile client. */
export const hostileProgram = (hostility: Hostility): string => {
  const imports = "import { createServer } from 'node:http';";
  const call = 'if (answer) Promise.resolve(answer(response, session, searchParams))';
  const parts = [imports, call];
  if (!parts.every((part) => SHOP.includes(part)))
    throw new Error('the client has changed: hostile programs find nothing to hook');
  const hooked =
    'if (answer) Promise.resolve(hostile[pathname]?.(response, session)).then((goesOn) => goesOn === false || answer(response, session, searchParams))';
  return SHOP.replace(imports, `${imports}\n${HOOKS(hostility)}`).replace(call, hooked);
};
