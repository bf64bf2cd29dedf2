import { type IncomingMail, incomingMailSchema, LoginLabError, type WorldCore } from '../model/index.ts';
import { explainIssues, inTimeOf, type WorldState } from '../world/index.ts';

const checked = (mail: IncomingMail): IncomingMail => {
  const { data, error } = incomingMailSchema.safeParse(mail);
  if (data) return data;
  const { field, message } = explainIssues(error.issues, mail);
  throw new LoginLabError('usage', `This message cannot be delivered. ${message}`, { field });
};

/** The mailbox of a world. If the world is closed, waiting calls reject with `world-gone`. */
export const mailboxOf = (world: WorldState): WorldCore['mailbox'] => ({
  deliver: (mail) => inTimeOf(world, () => world.mailbox.deliver(checked(mail))),
  list: (query) => world.mailbox.list(query),
  find: (id) => world.mailbox.find(id),
  async wait(query) {
    const message = await inTimeOf(world, () => world.mailbox.wait(query, world.gone.signal));
    if (message || !world.gone.signal.aborted) return message;
    throw new LoginLabError('world-gone', `World "${world.id}" was closed while somebody waited for a message in it.`);
  },
  async remove(id) {
    if (await world.mailbox.remove(id)) return;
    throw new LoginLabError(
      'unknown-id',
      `Message "${id}" is not in the mailbox: it never was, or it was removed or pushed out.`,
      {
        field: 'message',
      },
    );
  },
  clear: () => world.mailbox.clear(),
});
