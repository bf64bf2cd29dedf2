import { z } from 'zod';
import { incomingMailSchema, type MailMessage } from '../../model/index.ts';
import { mailboxPage, mailMessage, mailQuery, mailWaitQuery } from '../mailbox-shapes.ts';
import { NotFound } from '../problem.ts';
import { worldRoute } from '../route.ts';

/** How long one call waits before it answers without a message, for the caller to ask again. */
const PATIENCE_SECONDS = 20;

const one = async (found: Promise<MailMessage | undefined>, id: string): Promise<MailMessage> => {
  const message = await found;
  if (message !== undefined) return message;
  throw new NotFound(
    'unknown-id',
    `Message "${id}" is not in the mailbox: it never was, or it was cleared or pushed out. GET …/mailbox lists what is there.`,
  );
};

/** Messages to people of one world, from personas and from apps. */
export const mailboxRoutes = {
  'mailbox.deliver': worldRoute({
    method: 'POST',
    path: '/_lab/worlds/:world/mailbox',
    summary: 'Puts a message into the mailbox, as if an app had sent it',
    body: incomingMailSchema,
    reply: mailMessage,
    handle: (world, { body }) => world.mailbox.deliver(body),
  }),
  'mailbox.list': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/mailbox',
    summary: 'The newest messages to people, from personas and apps, oldest first',
    query: mailQuery,
    reply: mailboxPage,
    handle: (world, { query }) => world.mailbox.list(query),
  }),
  'mailbox.wait': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/mailbox/wait',
    summary: `Waits for the first message that fits, at most ${PATIENCE_SECONDS} seconds in one call; without a message, ask again`,
    query: mailWaitQuery,
    reply: z.strictObject({ message: mailMessage.exactOptional() }),
    handle: async (world, { query: { timeoutSeconds, ...query } }) => {
      const message = await world.mailbox.wait({ ...query, timeoutSeconds: Math.min(timeoutSeconds, PATIENCE_SECONDS) });
      return message ? { message } : {};
    },
  }),
  'mailbox.find': worldRoute({
    method: 'GET',
    path: '/_lab/worlds/:world/mailbox/messages/:message',
    summary: 'One message',
    reply: mailMessage,
    handle: (world, { path }) => one(world.mailbox.find(path.message), path.message),
  }),
  'mailbox.remove': worldRoute({
    method: 'DELETE',
    path: '/_lab/worlds/:world/mailbox/messages/:message',
    summary: 'Removes one message',
    reply: z.void(),
    handle: (world, { path }) => world.mailbox.remove(path.message),
  }),
  'mailbox.clear': worldRoute({
    method: 'DELETE',
    path: '/_lab/worlds/:world/mailbox',
    summary: 'Empties the mailbox',
    reply: z.void(),
    handle: (world) => world.mailbox.clear(),
  }),
};
