import { expect, it } from 'vitest';
import { appsecretProof, proofProblem } from './appsecret-proof.ts';

const KNOWN = { appSecret: 'key', accessToken: 'The quick brown fox jumps over the lazy dog', nowEpochSeconds: 1_700_000_000 };

it('is HMAC-SHA256 of the token in lower-case hex', () => {
  expect(appsecretProof(KNOWN.appSecret, KNOWN.accessToken)).toBe(
    'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  );
});

it('is good only as it is', () => {
  const proof = appsecretProof(KNOWN.appSecret, KNOWN.accessToken);
  expect(proofProblem({ ...KNOWN, proof })).toBeUndefined();
  for (const wrong of [proof.toUpperCase(), proof.slice(1), '', appsecretProof('other', KNOWN.accessToken)])
    expect(proofProblem({ ...KNOWN, proof: wrong })).toMatch(/not the HMAC/);
});

it('with a time is good for five minutes', () => {
  const timed = (at: number) => ({ ...KNOWN, proof: appsecretProof(KNOWN.appSecret, KNOWN.accessToken, at), time: String(at) });
  expect(proofProblem(timed(KNOWN.nowEpochSeconds - 300))).toBeUndefined();
  expect(proofProblem(timed(KNOWN.nowEpochSeconds - 301))).toMatch(/300 s are allowed/);
  expect(proofProblem({ ...timed(KNOWN.nowEpochSeconds), time: '-1' })).toBe('appsecret_time is not a time');
  expect(proofProblem({ ...timed(KNOWN.nowEpochSeconds), time: String(KNOWN.nowEpochSeconds - 1) })).toMatch(/not the HMAC/);
});
