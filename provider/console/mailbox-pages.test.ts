import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLab, type Lab } from '../index.ts';
import { MAIL_SCANNER, type World } from '../model/index.ts';
import { putMail } from '../testing/test-mail.ts';

let lab: Lab;
let world: World;
let at: string;
beforeAll(async () => {
  lab = await createLab({ personas: ['google', 'auth0'] });
  at = (await lab.openConsole()).url;
});
afterAll(() => lab.close());
beforeEach(async () => {
  world = await lab.world();
});

const get = async (path: string): Promise<string> => (await fetch(`${at}${path}`)).text();

/** What a browser sends for a form of these pages. */
const press = (path: string, origin = at): Promise<Response> =>
  fetch(`${at}${path}`, { method: 'POST', headers: { origin }, redirect: 'manual' });

test('the list shows the newest message first, those of one address if asked, and asks again by itself', async () => {
  await putMail(world, { id: 'm1', subject: 'First' });
  await putMail(world, { id: 'm2', subject: 'Second', to: 'ben@example.com' });
  const reply = await fetch(`${at}/mailbox/${world.id}`);
  expect(reply.headers.get('refresh')).toBe('5');
  expect(reply.headers.get('referrer-policy')).toBe('same-origin'); // else its forms would have no origin
  expect((await reply.text()).match(/First|Second/g)).toEqual(['Second', 'First']);
  expect((await get(`/mailbox/${world.id}?to=ben@example.com`)).match(/First|Second/g)).toEqual(['Second']);
  expect(await get(`/mailbox/${world.id}?to=nobody`)).toContain('No messages to nobody');
  expect(await get('/mailbox')).toContain('Mailbox of world default');
});

test('a message shows text and links; a link to a vendor opens at the address of the lab', async () => {
  const links = ['https://shop.eu.auth0.com/u/email-verification?ticket=t#', 'https://app.example/x'];
  await putMail(world, { id: 'm1', text: `Go to ${links[0]}`, links, html: '<b onclick="x()">Hi</b>' });
  const page = await get(`/mailbox/${world.id}/m1`);
  const hrefs = [...page.matchAll(/<a href="([^"]+)" target="_blank" rel="noopener noreferrer"/g)].map(([, href]) => href);
  expect(hrefs).toEqual([`${lab.url}/@${world.id}/shop.eu.auth0.com/u/email-verification?ticket=t#`, links[1]]);
  expect(page).toContain('&lt;b onclick=&quot;x()&quot;&gt;Hi&lt;/b&gt;');
});

test('a message of an app says so, and the list says that a scanner opens links first', async () => {
  await world.mailbox.deliver({ to: 'ana@example.com', from: 'shop@app.example', subject: 'Hi', text: 'Hi.', via: 'smtp' });
  const before = await get(`/mailbox/${world.id}`);
  expect(before).toContain('by the app (SMTP)');
  expect(before).not.toContain('mail-scanner');
  const [message] = (await world.mailbox.list()).messages;
  expect(await get(`/mailbox/${world.id}/${message?.id}`)).toContain('by the app (SMTP)');
  await world.settings.change({ [MAIL_SCANNER]: 'head' });
  expect(await get(`/mailbox/${world.id}`)).toContain('A mail scanner opens links first (head).');
});

const EVIL = '<script>alert(1)</script>"\'&\u202e';

test('whatever is in a message stands as text, under a policy without script', async () => {
  await putMail(world, { id: 'm1', to: `${EVIL}@x`, from: EVIL, subject: EVIL, text: EVIL, html: EVIL, links: [], person: EVIL });
  for (const path of [`/mailbox/${world.id}`, `/mailbox/${world.id}/m1`, `/mailbox/${world.id}?to=${encodeURIComponent(EVIL)}`]) {
    const reply = await fetch(at + path);
    const page = await reply.text();
    expect(page).not.toMatch(/<script|\u202e/);
    expect(page).toContain('&lt;script&gt;');
    expect(reply.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/,
    );
  }
});

test('a message is deleted, and the mailbox emptied, by forms of the page and by no other', async () => {
  for (const id of ['m1', 'm2', 'm3']) await putMail(world, { id });
  const left = async () => (await world.mailbox.list()).messages.map(({ id }) => id);
  for (const origin of ['https://evil.example', lab.url, 'null'])
    expect((await press(`/mailbox/${world.id}/clear`, origin)).status).toBe(403);
  expect((await fetch(`${at}/mailbox/${world.id}/clear`, { method: 'POST' })).status).toBe(403);
  const reply = await press(`/mailbox/${world.id}/m1/remove`);
  expect([reply.status, reply.headers.get('location')]).toEqual([303, `/mailbox/${world.id}`]);
  expect(await left()).toEqual(['m2', 'm3']);
  expect((await press(`/mailbox/${world.id}/m1/remove`)).status).toBe(404);
  await press(`/mailbox/${world.id}/clear`);
  expect(await left()).toEqual([]);
});

test('what does not exist is not found, and other methods are refused', async () => {
  for (const path of ['/mailbox/no-world', `/mailbox/${world.id}/m9`, `/mailbox/${world.id}/a/b/c`, '/mailbox/%ff', '/mailboxes'])
    expect((await fetch(at + path)).status).toBe(404);
  expect((await fetch(`${at}/mailbox/${world.id}`, { method: 'DELETE' })).status).toBe(405);
  const head = await fetch(`${at}/mailbox/${world.id}`, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});
