import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { type IncomingMail, LoginLabError } from '../model/index.ts';
import { readMail } from './read-mail.ts';

/** Most bytes of a message, with its attachments. */
export const MAIL_LIMIT_BYTES = 5 * 1024 * 1024;
const MOST_RECIPIENTS = 50;
const MOST_CLIENTS = 50;
/** A silent connection is closed after this time, in milliseconds. */
const IDLE_MS = 60_000;

/** Takes one message of one recipient. */
export type Deliver = (mail: IncomingMail) => Promise<unknown>;

/** An answer of the server. What a library says of a message may hold a part of it, so it is not repeated. */
const answer = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** The first bytes of a stream, which is read to its end. */
const readWhole = async (stream: Readable): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size <= MAIL_LIMIT_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const take = async (deliver: Deliver, raw: Uint8Array, { envelope }: SMTPServerSession): Promise<void> => {
  const sender = envelope.mailFrom ? envelope.mailFrom.address : '';
  const read = await readMail(raw, sender).catch(() => {
    throw answer(554, 'The message is not one that can be read (RFC 5322, MIME)');
  });
  const recipients = new Set(envelope.rcptTo.map(({ address }) => address));
  for (const to of recipients)
    await deliver({ ...read, to }).catch((error: unknown) => {
      const field = error instanceof LoginLabError && error.code === 'usage' ? error.field : undefined;
      throw field === undefined ? answer(451, 'The mailbox cannot take the message') : answer(553, `Not accepted: ${field}`);
    });
};

/** A server for connections of apps: any credentials or none, no TLS, nothing is sent on. */
export const createSmtpServer = (deliver: Deliver): SMTPServer => {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Mailbox for tests',
    logger: false,
    size: MAIL_LIMIT_BYTES,
    rejectOversized: true,
    maxClients: MOST_CLIENTS,
    maxRecipients: MOST_RECIPIENTS,
    maxAllowedUnauthenticatedCommands: false,
    socketTimeout: IDLE_MS,
    closeTimeout: 1,
    // Clients insist on a certificate that they trust once a server offers TLS.
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    onAuth: (_credentials, _session, done) => done(null, { user: 'app' }),
    onData(stream, session, done) {
      const taken = readWhole(stream).then((raw) => (stream.sizeExceeded ? undefined : take(deliver, raw, session)));
      taken.then(
        () => done(),
        (error: Error) => done(error),
      );
    },
  });
  server.on('error', () => undefined); // a connection that breaks is the end of that connection
  return server;
};
