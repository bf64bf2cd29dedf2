import { z } from 'zod';

const uris = z.array(z.string()).readonly();

/** The registration that would add the refused client, redirect URI, or setting of a client. */
export const suggestionSchema = z.strictObject({
  /** The missing registration, in one sentence. */
  why: z.string(),
  persona: z.string(),
  /** The client to register, or the redirect URIs and settings of a registered one. */
  register: z
    .strictObject({
      clientId: z.string(),
      redirectUris: uris,
      issuer: z.literal('vendor').exactOptional(),
      provisional: z.literal(true).exactOptional(),
      settings: z.record(z.string(), z.unknown()).exactOptional(),
    })
    .readonly(),
  /** Command that registers it in the running lab. */
  curl: z.string(),
  /** Options of `exec` and `serve` that register it at the next start. SECRET is a placeholder for the client's secret. Empty if there are none. */
  switches: z.string(),
});
export type Suggestion = Readonly<z.output<typeof suggestionSchema>>;
