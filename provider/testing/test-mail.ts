import type { MailMessage, World } from '../model/index.ts';

/** Puts a message into a world's mailbox as if a persona had sent it, whether the world is in this process or not. */
export const putMail = async (
  world: World,
  { id, persona, ...mail }: Pick<MailMessage, 'id'> & Partial<MailMessage>,
): Promise<void> => {
  const snapshot = await world.snapshot();
  const now = Math.floor(Date.now() / 1000);
  const plain = { to: 'ana@example.com', from: 'no-reply@vendor.example', subject: 'Hello', text: 'Hello.', links: [] };
  const payload = { ...plain, sentAtEpochSeconds: now, ...(persona && { persona }), ...mail };
  const row = { id, payload, keys: persona ? { persona } : {}, writtenAtAgeSeconds: snapshot.agedSeconds };
  await world.restore({ ...snapshot, rows: { ...snapshot.rows, Message: [...(snapshot.rows.Message ?? []), row] } });
};
