import { z } from 'zod';

const uris = z.array(z.string()).readonly();

/** What makes known to the lab exactly the client, or the redirect URI, that was refused. */
export const suggestionSchema = z.strictObject({
  /** What is missing, in one sentence. */
  why: z.string(),
  persona: z.string(),
  /** The registration to add, or the redirect URIs that an existing one shall have. */
  register: z
    .strictObject({
      clientId: z.string(),
      redirectUris: uris,
      issuer: z.literal('vendor').exactOptional(),
      provisional: z.literal(true).exactOptional(),
    })
    .readonly(),
  /** A command that does it in the running lab. */
  curl: z.string(),
  /** Switches of `exec` and `serve` that do it at the next start; SECRET stands for the client's own. */
  switches: z.string(),
});
export type Suggestion = Readonly<z.output<typeof suggestionSchema>>;
