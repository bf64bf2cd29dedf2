import { z } from 'zod';
import type { Client, Registration } from '../../model/index.ts';

/** Ways in which a client proves itself on each request, in the order of the catalogue. */
export const SCHEME_IDS = ['session', 'token', 'oauth', 'basic', 'api-key', 'hmac', 'rolling'] as const;
export type SchemeId = (typeof SCHEME_IDS)[number];

const url = z
  .string()
  .max(4096)
  .refine((value) => URL.canParse(value), { error: ({ input }) => `Expected an absolute URL, found "${input}".` });

const schema = z.strictObject({
  credentials: z
    .array(z.enum(SCHEME_IDS))
    .min(1)
    .max(SCHEME_IDS.length)
    .readonly()
    .exactOptional()
    .describe('credential schemes that this client may use; default: all'),
  validatedUrl: url
    .exactOptional()
    .describe('page of the app that a browser sees after the link of a validation mail; default: a page of the API'),
});

/** Client settings of the first-party API. */
export type FirstPartyRegistration = Readonly<z.output<typeof schema>>;

export const registration: Registration = { schema };

/** Returns the settings of a client. Empty without a client. */
export const registrationOf = (client: Client | undefined): FirstPartyRegistration => (client ?? {}) as FirstPartyRegistration;

/** Returns the schemes that a client may use. */
export const schemesOf = (client: Client | undefined): readonly SchemeId[] => registrationOf(client).credentials ?? SCHEME_IDS;
