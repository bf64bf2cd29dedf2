import { createHash } from 'node:crypto';

type Params = Readonly<Record<string, string>>;

/** A challenge of the method `plain`, or without a method, as the S256 challenge that the same verifier fits; undefined for any other. */
export const pkceAsS256 = (params: Params): { readonly params: Params; readonly because: string } | undefined => {
  const { code_challenge: challenge, code_challenge_method: method } = params;
  if (challenge === undefined || (method !== undefined && method !== 'plain')) return undefined;
  const hashed = createHash('sha256').update(challenge).digest('base64url');
  return {
    params: { ...params, code_challenge: hashed, code_challenge_method: 'S256' },
    because: `the code challenge came ${method === undefined ? 'without a method' : 'with the method plain'}`,
  };
};
