import type { Client, Person, Ports } from '../../model/index.ts';
import { registrationOf } from './registration.ts';
import type { MailKind } from './stages.ts';
import { issueTicket } from './tickets.ts';

/** Sends a message that a behaviour composes. Nobody has it without an address. */
const send = async (kind: MailKind, person: Person, link: string, client: Client | undefined, ports: Ports): Promise<void> => {
  if (person.email === '') return;
  const about = { person, link, tenant: new URL(ports.issuer(client)).hostname };
  const composed = ports.ask('mail.compose', { kind, ...about, ...(client && { client }) });
  if (composed) await ports.mail.send({ to: person.email, ...composed });
};

const resultOf = (client: Client | undefined) => {
  const { emailVerificationUrl: resultUrl } = registrationOf(client);
  return resultUrl === undefined ? {} : { resultUrl };
};

/** The mail whose link verifies the address of a user. */
export const sendVerification = async (person: Person, client: Client | undefined, ports: Ports): Promise<void> => {
  const link = await issueTicket('email-verification', person, { client, ...resultOf(client) }, ports);
  await send('verification', person, link, client, ports);
};

/** The mail whose link leads to the page for a new password. */
export const sendPasswordChange = async (person: Person, client: Client | undefined, ports: Ports): Promise<void> => {
  const link = await issueTicket('password-change', person, { client }, ports);
  await send('password-change', person, link, client, ports);
};

/** The mail to somebody whose account is blocked after wrong passwords: a new password unblocks it. */
export const sendBlocked = async (person: Person, client: Client | undefined, ports: Ports): Promise<void> => {
  const link = await issueTicket('password-change', person, { client }, ports);
  await send('blocked-account', person, link, client, ports);
};
