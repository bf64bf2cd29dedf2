import type { Person } from '../../model/index.ts';
import type { Call } from './first-party-route.ts';
import { issueLink } from './validation-links.ts';

/** Sends the message with a link that validates the address, if there is one. */
export const sendValidation = async (person: Person, call: Call): Promise<void> => {
  if (person.email === '') return;
  const { ports, client } = call;
  const link = await issueLink(person, call);
  const composed = ports.ask('validation.mail', { person, link, appName: client.name });
  if (composed) await ports.mail.send({ to: person.email, ...composed });
};

/** Tells the owner of an address that somebody tried to register with it. */
export const sendTaken = async ({ email }: Person, { ports, client }: Call): Promise<void> => {
  const text = `Somebody tried to register at ${client.name} with this address, which has an account already.\n\nIf it was you, sign in with your password. Otherwise there is nothing to do.\n`;
  await ports.mail.send({ to: email, subject: `You have an account at ${client.name} already`, text });
};
