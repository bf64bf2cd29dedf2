import { describe, expect } from 'vitest';
import type { MailWait, World } from '../../model/index.ts';
import { putMail } from '../../testing/test-mail.ts';
import type { WorldTest } from './world-test.ts';

/** The mailbox of a `World`. */
export const describeMailbox = (test: WorldTest): void => {
  describe('mailbox', () => {
    const ids = async (world: World, query?: Parameters<World['mailbox']['list']>[0]) =>
      (await world.mailbox.list(query)).messages.map(({ id }) => id);

    test('is empty at first', async ({ world }) => {
      expect(await world.mailbox.list()).toEqual({ messages: [], dropped: 0 });
    });

    test('lists messages, oldest first, by address or person', async ({ world }) => {
      await putMail(world, { id: 'm1', to: 'Ana@Example.com', person: 'ana' });
      await putMail(world, { id: 'm2', to: 'new@example.com' });
      await putMail(world, { id: 'm3', to: 'ana@example.com', person: 'ana', html: '<p>', persona: 'google' });
      expect(await ids(world)).toEqual(['m1', 'm2', 'm3']);
      expect(await ids(world, { to: 'ANA@example.com' })).toEqual(['m1', 'm3']);
      expect(await ids(world, { to: 'ana' })).toEqual(['m1', 'm3']);
      expect(await ids(world, { limit: 2 })).toEqual(['m2', 'm3']);
      expect(await ids(world, { to: 'nobody@example.com' })).toEqual([]);
    });

    const MAIL = { to: 'ana@example.com', from: 'shop@app.example', subject: 'Hello', text: 'See http://127.0.0.1:3000/x' };

    test('takes a message from outside, with its person and links', async ({ world }) => {
      const sent = await world.mailbox.deliver({ ...MAIL, html: '<p>Hello', via: 'smtp' });
      expect(sent).toMatchObject({ ...MAIL, html: '<p>Hello', via: 'smtp', person: 'ana', links: ['http://127.0.0.1:3000/x'] });
      expect((await world.mailbox.list()).messages).toEqual([sent]);
    });

    test.for([
      ['to', { to: '' }],
      ['to', { to: 'ana@example.com\r\nBcc: eve@example.com' }],
      ['from', { from: 'a\nb' }],
      ['subject', { subject: 'Hello\r\nBcc: eve@example.com' }],
      ['subject', { subject: 'x'.repeat(999) }],
      ['text', { text: 'x'.repeat(65_537) }],
      ['html', { html: 'x'.repeat(65_537) }],
      ['via', { via: 'pigeon' as 'smtp' }],
      ['links', { links: [] }],
    ] as const)('takes no message whose "%s" is wrong', async ([field, wrong], { world }) => {
      await expect(world.mailbox.deliver({ ...MAIL, ...wrong })).rejects.toMatchObject({ code: 'usage', field });
      expect((await world.mailbox.list()).messages).toEqual([]);
    });

    test('finds one message, or nothing', async ({ world }) => {
      await putMail(world, { id: 'm1', links: ['https://vendor.example/x'], persona: 'google' });
      const { messages } = await world.mailbox.list();
      expect(messages).toMatchObject([{ id: 'm1', to: 'ana@example.com', links: ['https://vendor.example/x'] }]);
      expect(await world.mailbox.find('m1')).toEqual(messages[0]);
      for (const id of ['m9', 'wait', '', '..']) expect(await world.mailbox.find(id)).toBeUndefined();
    });

    test.for([0, 1001, 1.5])('is not limited to %d', async (limit, { world }) => {
      await expect(world.mailbox.list({ limit })).rejects.toMatchObject({ code: 'usage', field: 'limit' });
    });

    test('has what one waits for at once, when it is there', async ({ world }) => {
      await putMail(world, { id: 'm1' });
      await putMail(world, { id: 'm2' });
      const first = await world.mailbox.wait({ to: 'ana@example.com', timeoutSeconds: 60 });
      expect(first?.id).toBe('m1');
      expect((await world.mailbox.wait({ after: 'm1', timeoutSeconds: 60 }))?.id).toBe('m2');
      expect((await world.mailbox.wait({ after: 'not-there-any-more', timeoutSeconds: 60 }))?.id).toBe('m1');
    });

    test('tells of a message as soon as it is there', async ({ world }) => {
      await putMail(world, { id: 'm1' });
      const coming = world.mailbox.wait({ to: 'ana@example.com', after: 'm1', timeoutSeconds: 60 });
      await putMail(world, { id: 'm2', to: 'ben@example.com' });
      await putMail(world, { id: 'm3' });
      expect((await coming)?.id).toBe('m3');
    });

    test('has nothing for one who waited long enough', async ({ world }) => {
      expect(await world.mailbox.wait({ timeoutSeconds: 0.02 })).toBeUndefined();
    });

    test.for([0, -1, 601, Number.NaN])('does not keep one waiting for %d seconds', async (timeoutSeconds, { world }) => {
      const query: MailWait = { timeoutSeconds };
      await expect(world.mailbox.wait(query)).rejects.toMatchObject({ code: 'usage', field: 'timeoutSeconds' });
    });

    test('tells one who waits that the world is gone', async ({ opened }) => {
      const other = await opened.another();
      const coming = other.mailbox.wait({ timeoutSeconds: 60 });
      const told = expect(coming).rejects.toMatchObject({ code: 'world-gone' });
      await other.mailbox.list();
      await other[Symbol.asyncDispose]();
      await told;
    });

    test('loses one message, and says so of one that is not there', async ({ world }) => {
      await putMail(world, { id: 'm1' });
      await putMail(world, { id: 'm2' });
      await world.mailbox.remove('m1');
      expect(await ids(world)).toEqual(['m2']);
      await expect(world.mailbox.remove('m1')).rejects.toMatchObject({ code: 'unknown-id' });
    });

    test('is emptied, and goes with a reset', async ({ world }) => {
      await putMail(world, { id: 'm1' });
      await world.mailbox.clear();
      expect(await ids(world)).toEqual([]);
      await putMail(world, { id: 'm2' });
      await world.reset();
      expect(await ids(world)).toEqual([]);
    });

    test('grows older with the world', async ({ world }) => {
      await putMail(world, { id: 'm1' });
      const young = (await world.mailbox.find('m1'))?.sentAtEpochSeconds ?? 0;
      await world.clock.age('1d');
      expect((await world.mailbox.find('m1'))?.sentAtEpochSeconds).toBe(young - 86_400);
    });

    test('is in a snapshot, with the count of what is not there any more', async ({ opened, world }) => {
      await putMail(world, { id: 'm1', persona: 'google', person: 'ana' });
      await world.restore({ ...(await world.snapshot()), droppedMail: 3 });
      const told = await world.mailbox.list();
      const snapshot = await world.snapshot();
      await using other = await opened.another();
      await other.restore(snapshot);
      expect(told).toMatchObject({ dropped: 3 });
      expect(await other.mailbox.list()).toEqual(told);
    });
  });
};
