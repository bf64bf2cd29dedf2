import { z } from 'zod';
import type { Client, Registration } from '../../model/index.ts';

const text = z.string().max(4096);
const texts = z.array(text).max(100).readonly();

const schema = z.strictObject({
  project: text
    .exactOptional()
    .describe('what consents are remembered by; left out: the number before the first `-` of the client id'),
  status: z.enum(['production', 'testing', 'deleted']).exactOptional().describe('where Google has the app in its life'),
  audience: z
    .enum(['external', 'internal'])
    .exactOptional()
    .describe('who may sign in: `internal` takes accounts of one organization only'),
  organization: text.exactOptional().describe("hosted domain that an internal app belongs to; left out: any organization's"),
  testers: texts
    .exactOptional()
    .describe('keys, subjects or e-mails of those who may sign in while the app is in testing; left out: everybody'),
  trusted: z
    .boolean()
    .exactOptional()
    .describe("an organization's administrator vouches for the app: no permission of it can be declined singly"),
  hiddenScopes: texts.exactOptional().describe('scopes that Google does not let this app ask for'),
  disabledApis: texts.exactOptional().describe('hosts of APIs that the project has not switched on: `drive.googleapis.com`'),
  javascriptOrigins: texts.exactOptional().describe('origins from which scripts may ask, besides those of the redirect URIs'),
});

/** Client settings in the Google Cloud console. */
export type GoogleRegistration = Readonly<z.output<typeof schema>>;

/** Returns the project of a client in the Google Cloud console. */
export const projectOf = (client: Client): string =>
  registrationOf(client).project ?? client.clientId.split('-')[0] ?? client.clientId;

export const registration: Registration = { schema, defaults: (client) => ({ project: projectOf(client) }) };

/** Returns the settings of a client. Empty without a client. */
export const registrationOf = (client: Client | undefined): GoogleRegistration => (client ?? {}) as GoogleRegistration;
