import { z } from 'zod';
import type { Client, Registration } from '../../model/index.ts';

const text = z.string().max(4096);
const texts = z.array(text).max(100).readonly();

const schema = z.strictObject({
  project: text
    .exactOptional()
    .describe('project, whose clients share consents; default: the number before the first `-` of the client id'),
  status: z
    .enum(['production', 'testing', 'disabled', 'deleted'])
    .exactOptional()
    .describe('publishing status of the app; default `production`'),
  audience: z
    .enum(['external', 'internal'])
    .exactOptional()
    .describe('who may sign in; `internal`: only accounts of one organization'),
  organization: text.exactOptional().describe('hosted domain of an internal app; default: any organization'),
  testers: texts
    .exactOptional()
    .describe('keys, subjects or e-mails of the people who may sign in while the app is in testing; default: everyone'),
  trusted: z
    .boolean()
    .exactOptional()
    .describe('the administrator of an organization trusts the app: single permissions cannot be declined'),
  hiddenScopes: texts.exactOptional().describe('scopes that this app may not request'),
  disabledApis: texts.exactOptional().describe('hosts of APIs that the project has not enabled: `drive.googleapis.com`'),
  javascriptOrigins: texts.exactOptional().describe('authorized JavaScript origins, besides those of the redirect URIs'),
});

/** Client settings in the Google Cloud console. */
export type GoogleRegistration = Readonly<z.output<typeof schema>>;

/** Returns the project of a client in the Google Cloud console. */
export const projectOf = (client: Client): string =>
  registrationOf(client).project ?? client.clientId.split('-')[0] ?? client.clientId;

export const registration: Registration = { schema, defaults: (client) => ({ project: projectOf(client) }) };

/** Returns the settings of a client. Empty without a client. */
export const registrationOf = (client: Client | undefined): GoogleRegistration => (client ?? {}) as GoogleRegistration;
