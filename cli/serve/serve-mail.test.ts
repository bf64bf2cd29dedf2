import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { connectLab } from '../../provider/index.ts';
import { MAIL_SCANNER } from '../../provider/model/index.ts';
import { command, start } from '../test-command.ts';
import type { Serving } from './serving.ts';

const MAIL = { from: 'shop@app.example', to: 'ana@example.com', subject: 'Welcome', text: 'Hello.' };

test('with --smtp what an app sends is in the mailbox, and --json tells where and under which names', async () => {
  const started = start(['serve', '--port', '0', '--smtp', '0', '--mail-scanner', 'head', '--json']);
  const [line = ''] = (await started.prints('\n')).split('\n');
  const { smtp, url } = JSON.parse(line) as Serving;
  expect(smtp?.environment).toMatchObject({ SMTP_URL: smtp?.url, MAILER_DSN: smtp?.url, SMTP_HOST: '127.0.0.1' });
  await createTransport(smtp?.environment.SMTP_URL).sendMail(MAIL);
  const world = (await connectLab(url)).default;
  expect(await world.mailbox.wait({ timeoutSeconds: 60 })).toMatchObject({ subject: 'Welcome', via: 'smtp' });
  expect((await world.settings.read())[MAIL_SCANNER]).toBe('head');
  const port = String(new URL(smtp?.url ?? '').port);
  const second = await command(['serve', '--port', '0', '--no-console', '--smtp', port]);
  expect([second.code, second.err]).toEqual([3, expect.stringContaining(`Port ${port} of the SMTP server is taken`)]);
});

test('the banner says where mails go', async () => {
  const { prints } = start(['serve', '--port', '0', '--smtp', '0']);
  expect(await prints('Ctrl-C')).toMatch(
    /SMTP server for mails of your app: smtp:\/\/127\.0\.0\.1:\d+\n {2}They are in the mailbox: http/,
  );
});

test('an unknown way to scan is answered with the known ones', async () => {
  const { code, err } = await command(['serve', '--mail-scanner', 'got']);
  expect([code, err]).toEqual([2, expect.stringContaining('--mail-scanner: unknown value "got"')]);
});
