import { z } from 'zod';
import type { Client, Registration } from '../../model/index.ts';
import { SCHEME_IDS } from './credential-kinds.ts';

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
    .describe('credential schemes that this client may use; default: those of the design, which are all'),
  linkUrl: url
    .exactOptional()
    .describe(
      'page of the app to which the link of a validation mail leads, with the token as `token` in its query; default: the address of the API',
    ),
  validatedUrl: url
    .exactOptional()
    .describe('page of the app that a browser sees after the link of a validation mail; default: a page of the API'),
});

/** Client settings of the first-party API. */
export type FirstPartyRegistration = Readonly<z.output<typeof schema>>;

export const registration: Registration = { schema };

/** Returns the settings of a client. Empty without a client. */
export const registrationOf = (client: Client | undefined): FirstPartyRegistration => (client ?? {}) as FirstPartyRegistration;
