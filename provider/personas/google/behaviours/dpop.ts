import { createHash } from 'node:crypto';
import { defineBehaviour } from '../../../model/index.ts';
import { PAGES, source } from './source.ts';
import { on } from './vocabulary.ts';

const codeHash = (code: string): string => createHash('sha256').update(code).digest('base64url');

/** DPoP (RFC 9449), which Google accepts since 2026. */
export const dpop = [
  defineBehaviour({
    id: 'google/token/dpop',
    summary: 'Binds a refresh token to the key of the DPoP proof that came with its code; access tokens stay bearer tokens.',
    remedy: 'Sign the proof anew with the key of the login, and with the nonce that the answer names.',
    stage: 'token.key',
    origin: 'vendor',
    setting: on,
    source: source('G-43', 'documented', PAGES.webServer),
    apply: ({ form, proof, nonce, boundTo }) => {
      const refused = (error: string, description: string, because: string) => ({ refuse: { error, description }, because });
      if (proof.problem !== undefined) return refused('invalid_dpop_proof', 'Invalid DPoP proof.', proof.problem);
      if (proof.thumbprint === undefined)
        return refused('invalid_grant', 'Bad Request', 'the refresh token is bound to a key and no proof was sent');
      if (form.grant_type === 'authorization_code' && proof.jti !== codeHash(form.code ?? ''))
        return refused('invalid_dpop_proof', 'Invalid DPoP proof.', 'the jti of the proof is not the hash of the code');
      if (proof.nonce !== nonce)
        return refused('use_dpop_nonce', 'Use the nonce of DPoP-Nonce.', 'the proof lacks the nonce of today');
      if (boundTo !== undefined && boundTo !== proof.thumbprint)
        return refused('invalid_grant', 'Bad Request', 'the refresh token is bound to another key');
      return { bindTo: proof.thumbprint, because: `the proof is of key ${proof.thumbprint}` };
    },
  }),
];
