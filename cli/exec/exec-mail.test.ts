import { expect, test } from 'vitest';
import { createLab } from '../../provider/index.ts';
import { command } from '../test-command.ts';
import { exec, inNode } from './test-exec.ts';

const NODEMAILER = import.meta.resolve('nodemailer');

/** An app that sends a mail to the server that its environment names, and prints what the lab has. */
const sending = inNode(`
  const { createTransport } = await import(${JSON.stringify(NODEMAILER)});
  const { SMTP_URL, SMTP_HOST, SMTP_PORT, SPRING_MAIL_PORT, LOGINLAB_URL } = process.env;
  await createTransport(SMTP_URL).sendMail({ from: 'shop@app.example', to: 'ana@example.com', subject: 'Welcome', text: 'Hello.' });
  console.log(SMTP_URL === \`smtp://\${SMTP_HOST}:\${SMTP_PORT}\`, SMTP_PORT === SPRING_MAIL_PORT);
`);

test('with --smtp the app finds the server in its environment, and the terminal says where its mails are', async () => {
  const { out, err, code } = await exec(['--smtp', '0'], sending);
  expect([code, out]).toEqual([0, 'true true\n']);
  expect(err).toMatch(/Mail of the app: {2}smtp:\/\/127\.0\.0\.1:\d+ .*\/mailbox/);
});

test('mails go to a lab that runs already as well, and its scanner is set there', async () => {
  const lab = await createLab();
  await using _closing = lab;
  const { code } = await command(['exec', '--url', lab.url, '--smtp', '0', '--', ...sending]);
  expect(code).toBe(0);
  expect((await lab.default.mailbox.list()).messages).toMatchObject([{ subject: 'Welcome', via: 'smtp', person: 'ana' }]);
  const refused = await command(['exec', '--url', lab.url, '--mail-scanner', 'get', '--', ...sending]);
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringContaining('--mail-scanner: applies only to a lab that exec starts'),
  ]);
});

test('without --smtp the environment of the app stays as it is', async () => {
  const { out } = await exec([], inNode('console.log(process.env.SMTP_URL, process.env.MAIL_MAILER)'));
  expect(out).toBe('undefined undefined\n');
});
