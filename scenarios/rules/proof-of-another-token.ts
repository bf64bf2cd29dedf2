import { createHmac } from 'node:crypto';
import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, lab } from '../model/index.ts';
import { accessTokenOf, basicSecretOf, count, findingAbout, paramsOf } from '../traffic/index.ts';

/** Secrets of clients that a recording shows. */
const secretsIn = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set(
    exchanges.flatMap((each) =>
      each.endpoint === 'token' ? [paramsOf(each).get('client_secret') ?? basicSecretOf(each) ?? ''].filter(Boolean) : [],
    ),
  );

const proofOf = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** A proof that fits a token of the recording, and not the one that it came with. */
const isOfAnother = (exchange: Exchange, secrets: ReadonlySet<string>, tokens: ReadonlySet<string>): boolean => {
  const params = paramsOf(exchange);
  const proof = params.get('appsecret_proof');
  const own = accessTokenOf(exchange);
  if (!proof || !own) return false;
  const fits = (token: string) =>
    [...secrets].some(
      (secret) => proofOf(secret, token) === proof || proofOf(secret, `${token}|${params.get('appsecret_time')}`) === proof,
    );
  return !fits(own) && [...tokens].some(fits);
};

/** The proof of an earlier token beside a new one. */
export default defineRule({
  id: 'proof-of-another-token',
  title: 'A proof is made of the token that it is sent with',
  level: 'MUST',
  basis: [
    lab(
      '`appsecret_proof` is the HMAC-SHA-256 of the access token with the app secret as key: with another token it is refused.',
    ),
  ],
  fix: 'Compute `appsecret_proof` for each call from the access token of that call.',
  look: (exchanges) => {
    const proven = exchanges.filter((each) => paramsOf(each).has('appsecret_proof'));
    if (proven.length === 0) return [];
    const secrets = secretsIn(exchanges);
    const tokens = new Set(exchanges.flatMap((each) => accessTokenOf(each) ?? []));
    return findingAbout(
      proven.filter((each) => isOfAnother(each, secrets, tokens)),
      (found) => `The appsecret_proof is that of another token, in ${count(found.length, 'call')}.`,
    );
  },
});
