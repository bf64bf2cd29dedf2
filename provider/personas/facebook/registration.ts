import { z } from 'zod';
import type { Client, Registration } from '../../model/index.ts';

const text = z.string().max(4096);
const texts = z.array(text).max(100).readonly();
const url = (name: string) =>
  text.refine((value) => URL.canParse(value), {
    error: ({ input }) => `Expected an absolute URL as ${name}, found "${input}".`,
  });

const configuration = z.strictObject({
  permissions: texts,
  token: z.enum(['user', 'system-user']).describe('`system-user`: a token for the business, which never expires'),
});

/** A saved login configuration (Facebook Login for Business). */
export type LoginConfiguration = Readonly<z.output<typeof configuration>>;

const schema = z.strictObject({
  status: z.enum(['production', 'testing', 'deleted']).exactOptional().describe('status of the app; default `production`'),
  testers: texts.exactOptional().describe('keys, subjects or e-mails of the people who may sign in while the app is in testing'),
  hiddenScopes: texts.exactOptional().describe('permissions that this app may not request'),
  reauthenticates: z.boolean().exactOptional().describe('true: every login asks for the password'),
  embeddedBrowsers: z.boolean().exactOptional().describe('false: logins in web views and other embedded browsers are refused'),
  webLogin: z.boolean().exactOptional().describe('false: logins in browsers are refused'),
  configurations: z
    .record(z.string().max(64), configuration)
    .exactOptional()
    .describe('saved configurations of the business login, by their ids'),
  requiresSecretProof: z.boolean().exactOptional().describe('true: calls must contain `appsecret_proof`'),
  deauthorizeUrl: url('deauthorizeUrl').exactOptional().describe('webhook for the removal of the app by a person; on loopback'),
  dataDeletionUrl: url('dataDeletionUrl').exactOptional().describe("webhook for the deletion of a person's data; on loopback"),
});

/** Client settings in the App Dashboard. */
export type FacebookRegistration = Readonly<z.output<typeof schema>>;

export const registration: Registration = { schema };

/** Returns the settings of a client. Empty without a client. */
export const registrationOf = (client: Client | undefined): FacebookRegistration => (client ?? {}) as FacebookRegistration;
