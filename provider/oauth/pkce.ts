import { createHash } from 'node:crypto';

type Params = Readonly<Record<string, string>>;

/** Converts a challenge of the method `plain`, or without a method, to the S256 challenge of the same verifier. Undefined for other methods. @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
export const pkceAsS256 = (params: Params): { readonly params: Params; readonly because: string } | undefined => {
  const { code_challenge: challenge, code_challenge_method: method } = params;
  if (challenge === undefined || (method !== undefined && method !== 'plain')) return undefined;
  const hashed = createHash('sha256').update(challenge).digest('base64url');
  return {
    params: { ...params, code_challenge: hashed, code_challenge_method: 'S256' },
    because: `the code challenge came ${method === undefined ? 'without a method' : 'with the method plain'}`,
  };
};
