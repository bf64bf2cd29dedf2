import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectLab, createLab, type Lab } from '../index.ts';
import { LoginLabError, type MailMessage, type World } from '../model/index.ts';
import { type LabSmtp, openSmtp } from './index.ts';

let lab: Lab;
let world: World;
let smtp: LabSmtp;

beforeAll(async () => {
  lab = await createLab({ personas: ['google'] });
});
afterAll(() => lab.close());
beforeEach(async () => {
  world = await lab.world();
  smtp = await openSmtp({ world });
  return () => smtp.close();
});

/** What is in the mailbox; a message is there when the server has answered. */
const messages = async (): Promise<readonly MailMessage[]> => (await world.mailbox.list()).messages;

/** Opens a connection, and waits for the greeting: who talks before it is refused. */
const greeted = async (): Promise<Socket> => {
  const socket = connect(smtp.port, smtp.host);
  await new Promise((resolve) => socket.once('readable', resolve));
  return socket;
};

/** Says lines to the server as they are, without waiting for its answers (RFC 2920), which are returned. */
const say = async (...lines: readonly string[]): Promise<string> => {
  const socket = await greeted();
  socket.write([...lines, ''].join('\r\n'));
  return text(socket);
};

/** Sends a message as it is written. */
const sendRaw = (raw: readonly string[], to = 'ana@example.com'): Promise<string> =>
  say('EHLO app', 'MAIL FROM:<shop@app.example>', `RCPT TO:<${to}>`, 'DATA', ...raw, '.', 'QUIT');

/** The code of the answer to the message, before that to QUIT. */
const codeOf = (answers: string): string | undefined => answers.trim().split('\r\n').at(-2)?.slice(0, 3);

describe('what an app sends', () => {
  test('is in the mailbox of the world, with its person and links', async () => {
    await world.people.add({ key: 'kim', email: 'kim@example.com' });
    const transport = createTransport(smtp.url);
    await transport.sendMail({
      from: 'Shop <no-reply@shop.example>',
      to: 'kim@example.com',
      subject: 'Grüße, bestätigen Sie',
      text: 'Öffnen: http://127.0.0.1:3000/verify?token=abc',
      html: '<a href="http://127.0.0.1:3000/verify?token=abc">Öffnen</a>',
    });
    expect(await messages()).toMatchObject([
      {
        to: 'kim@example.com',
        from: 'no-reply@shop.example',
        subject: 'Grüße, bestätigen Sie',
        text: expect.stringContaining('Öffnen: http://127.0.0.1:3000/verify?token=abc'),
        html: expect.stringContaining('>Öffnen</a>'),
        links: ['http://127.0.0.1:3000/verify?token=abc'],
        via: 'smtp',
        person: 'kim',
      },
    ]);
    expect((await messages())[0]).not.toHaveProperty('persona');
  });

  test.each([
    ['no credentials', {}],
    ['any credentials', { auth: { user: 'anybody', pass: 'wh4tever-p4ssword' } }],
    ['TLS where the server has it', { secure: false, requireTLS: false }],
  ])('is taken with %s', async (_, more) => {
    const transport = createTransport({ host: smtp.host, port: smtp.port, ...more });
    await transport.sendMail({ from: 'a@app.example', to: 'ana@example.com', subject: 'Hi', text: 'Hi.' });
    expect(await messages()).toHaveLength(1);
    expect(JSON.stringify(await world.snapshot())).not.toContain('wh4tever-p4ssword');
  });

  test('goes to everybody of the envelope, once each, the hidden ones too', async () => {
    const transport = createTransport(smtp.url);
    const to = ['ana@example.com', 'ben@example.com', 'ana@example.com'];
    await transport.sendMail({ from: 'a@app.example', to, bcc: 'eve@example.com', subject: 'Hi', text: 'Hi.' });
    expect((await messages()).map((each) => each.to).toSorted()).toEqual([
      'ana@example.com',
      'ben@example.com',
      'eve@example.com',
    ]);
  });

  test('wakes those who wait for it', async () => {
    const coming = world.mailbox.wait({ to: 'ana@example.com', timeoutSeconds: 60 });
    await sendRaw(['Subject: Now', '', 'Hello.']);
    expect(await coming).toMatchObject({ subject: 'Now', text: expect.stringContaining('Hello.') });
  });

  test('reaches a world in another process as well', async () => {
    const remote = await (await connectLab(lab.url)).find(world.id);
    await using there = await openSmtp({ world: remote });
    await createTransport(there.url).sendMail({ from: 'a@app.example', to: 'ana@example.com', subject: 'Far', text: 'Hi.' });
    expect(await messages()).toMatchObject([{ subject: 'Far', via: 'smtp' }]);
  });
});

describe('hostile mails', () => {
  test('one that is too large is refused, before or after it was sent, and the next one is taken', async () => {
    const large = ['Subject: Large', '', ...Array.from({ length: 90_000 }, () => 'x'.repeat(70))];
    const announced = createTransport(smtp.url).sendMail({ from: 'a@a.example', to: 'b@b.example', text: large.join('\n') });
    await expect(announced).rejects.toMatchObject({ responseCode: 552 });
    expect(codeOf(await sendRaw(large))).toBe('552');
    expect(codeOf(await sendRaw(['Subject: Small', '', 'Hello.']))).toBe('250');
    expect((await messages()).map(({ subject }) => subject)).toEqual(['Small']);
  });

  test('long texts are cut, and attachments left out', async () => {
    await createTransport(smtp.url).sendMail({
      from: 'a@a.example',
      to: 'ana@example.com',
      subject: 'y'.repeat(3000),
      text: 'long '.repeat(40_000),
      attachments: [{ filename: 'a.txt', content: 'attached-content' }],
    });
    const [message] = await messages();
    expect([message?.text.length, message?.subject.length]).toEqual([65_536, 998]);
    expect(JSON.stringify(message)).not.toContain('attached-content');
  });

  const boundary = (i: number) => [`Content-Type: multipart/mixed; boundary=b${i}`, '', `--b${i}`];

  test.each<[string, readonly string[], string]>([
    ['parts in parts in parts', [...Array.from({ length: 300 }, (_, i) => boundary(i)).flat()], '554'],
    ['headers without end', Array.from({ length: 9000 }, (_, i) => `X-${i}: ${'h'.repeat(60)}`), '554'],
    ['a part that is never closed', [...boundary(1), 'Content-Type: text/plain', '', 'Open.'], '250'],
    ['a broken encoding', ['Content-Type: text/plain; charset=no-such', 'Content-Transfer-Encoding: base64', '', '***'], '250'],
    ['no header at all', ['just text'], '250'],
    ['nothing', [''], '250'],
    ['NUL and other control characters', ['Subject: a\u0000b\u001b[31mc', '', 'x\u0000y'], '250'],
  ])('%s: the server answers and goes on', async (_, raw, code) => {
    expect(codeOf(await sendRaw(raw))).toBe(code);
    expect(codeOf(await sendRaw(['Subject: After', '', 'Hello.']))).toBe('250');
    for (const { subject } of await messages()) expect(subject).not.toMatch(/\p{Cc}/u);
    expect((await messages()).at(-1)?.subject).toBe('After');
  });

  test('a line break in an encoded header does not make another header, line or message', async () => {
    const encoded = Buffer.from('Hi\r\nBcc: eve@example.com\r\n\r\nInjected').toString('base64');
    await sendRaw([`Subject: =?utf-8?B?${encoded}?=`, 'From: =?utf-8?Q?a=0D=0Ab?= <x@app.example>', '', 'Hello.']);
    expect(await messages()).toMatchObject([{ to: 'ana@example.com', subject: 'Hi Bcc: eve@example.com Injected' }]);
  });

  test.each(['ana@example.com>\r\nRCPT TO:<eve@example.com', 'a'.repeat(400).concat('@example.com')])(
    'a recipient %.20j… is never one address with a line break or beyond bounds',
    async (to) => {
      await sendRaw(['Subject: Hi', '', 'Hello.'], to);
      for (const message of await messages()) expect(message.to).toMatch(/^[^\s<>]{1,320}$/);
    },
  );

  test('commands that are none, and too many recipients, are refused', async () => {
    expect(await say('EHLO app', 'SEND IT', 'QUIT')).toMatch(/^500 /m);
    expect(await say('POST / HTTP/1.1', 'Host: 127.0.0.1')).toMatch(/^421 HTTP requests not allowed/m); // of a web page
    const many = Array.from({ length: 60 }, (_, i) => `RCPT TO:<p${i}@example.com>`);
    expect(await say('EHLO app', 'MAIL FROM:<a@a.example>', ...many, 'QUIT')).toMatch(/^452 /m);
  });

  test('a connection that breaks in the middle leaves nothing', async () => {
    const socket = await greeted();
    socket.write('EHLO app\r\nMAIL FROM:<a@a.example>\r\nRCPT TO:<ana@example.com>\r\nDATA\r\nSubject: Half\r\n\r\nHal');
    for await (const answers of socket) if (/^354 /m.test(String(answers))) break; // which destroys it
    expect(codeOf(await sendRaw(['Subject: Whole', '', 'Hello.']))).toBe('250');
    expect((await messages()).map(({ subject }) => subject)).toEqual(['Whole']);
  });

  test('what the mailbox does not take is answered with the field, and a world that is gone with a temporary error', async () => {
    const failing = (error: Error) => openSmtp({ world: { mailbox: { deliver: () => Promise.reject(error) } } });
    await using wrong = await failing(new LoginLabError('usage', 'secret-in-message', { field: 'to' }));
    const mail = { from: 'a@a.example', to: 'b@b.example', text: 'Hi.' };
    const refused = createTransport(wrong.url).sendMail(mail);
    await expect(refused).rejects.toMatchObject({ responseCode: 553, response: expect.not.stringContaining('secret') });
    await using gone = await failing(new LoginLabError('world-gone', 'gone'));
    await expect(createTransport(gone.url).sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
  });
});

test('it listens on loopback only, and says which port is taken', async () => {
  expect(smtp.url).toBe(`smtp://127.0.0.1:${smtp.port}`);
  await expect(openSmtp({ world, port: smtp.port })).rejects.toMatchObject({ code: 'port-taken', field: '--smtp' });
});

test('it closes at once, with a connection that is idle', async () => {
  const socket = await greeted();
  socket.resume();
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await smtp.close();
  await ended;
});
