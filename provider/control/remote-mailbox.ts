import { LoginLabError, type MailMessage, type MailWait, type WorldCore } from '../model/index.ts';
import type { Call } from './remote-call.ts';

/** To the millisecond, as the control API reads it. */
const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** One call waits a while only; asks again until a message is there or time is up. */
const waitFor = async (call: Call, world: string, query: MailWait): Promise<MailMessage | undefined> => {
  const end = performance.now() + query.timeoutSeconds * 1000;
  let timeoutSeconds = rounded(query.timeoutSeconds);
  for (;;) {
    const { message } = await call('mailbox.wait', { path: { world }, query: { ...query, timeoutSeconds } });
    timeoutSeconds = rounded((end - performance.now()) / 1000);
    if (message || timeoutSeconds <= 0) return message;
  }
};

/** The mailbox of a world in another process. */
export const remoteMailbox = (call: Call, world: string): WorldCore['mailbox'] => ({
  deliver: (body) => call('mailbox.deliver', { path: { world }, body }),
  list: (query) => call('mailbox.list', { path: { world }, query: { ...query } }),
  async find(message) {
    try {
      return await call('mailbox.find', { path: { world, message } });
    } catch (error) {
      if (error instanceof LoginLabError && error.code === 'unknown-id') return undefined;
      throw error;
    }
  },
  wait: (query) => waitFor(call, world, query),
  remove: (message) => call('mailbox.remove', { path: { world, message } }),
  clear: () => call('mailbox.clear', { path: { world } }),
});
