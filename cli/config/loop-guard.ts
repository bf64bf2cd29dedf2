import { isMainThread, Worker } from 'node:worker_threads';

/** While it waits, the thread sleeps. Node's debugger can end what the main thread runs; nothing else can from another thread. */
const GUARD = `
const { workerData: { over, limitMs } } = require('node:worker_threads');
Atomics.wait(over, 0, 0, limitMs);
const isOver = () => Atomics.load(over, 0) !== 0;
if (!isOver()) {
  const { Session } = require('node:inspector');
  const session = new Session();
  session.connectToMainThread();
  const end = () => {
    if (isOver()) return session.disconnect();
    session.post('Runtime.terminateExecution', () => undefined);
    setTimeout(end, 200); // what is ended may go on in another callback
  };
  end();
}`;

/** Milliseconds that a timer of the main thread may be late. */
const GRACE_MS = 500;

/**
 * Ends an endless loop on the main thread, of code that a timeout of `node:vm` does not reach: after an await, nothing of the
 * caller is on the stack. The promise of that code then never settles, so race it with a timer. To be disposed of after that.
 */
export const guardLoops = (limitMs: number): Disposable => {
  const over = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData = { over, limitMs: limitMs + GRACE_MS };
  const worker = isMainThread ? new Worker(GUARD, { eval: true, workerData, env: {}, execArgv: [] }) : undefined;
  worker?.unref();
  worker?.on('error', () => undefined); // a Node without a debugger: endless loops stay endless
  return {
    [Symbol.dispose]() {
      Atomics.store(over, 0, 1);
      Atomics.notify(over, 0);
    },
  };
};
