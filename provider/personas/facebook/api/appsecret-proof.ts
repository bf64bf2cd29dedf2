import { createHmac } from 'node:crypto';
import { isSameText } from '../../../world/same-text.ts';

/** Validity of a timed proof in seconds. */
const TIMED_PROOF_SECONDS = 300;

/** Proof that the caller knows the app secret: HMAC-SHA256 of the token, or of the token and a time, in lower-case hex. */
export const appsecretProof = (appSecret: string, accessToken: string, atEpochSeconds?: number): string =>
  createHmac('sha256', appSecret)
    .update(atEpochSeconds === undefined ? accessToken : `${accessToken}|${atEpochSeconds}`)
    .digest('hex');

interface Proof {
  readonly appSecret: string;
  readonly accessToken: string;
  readonly proof: string;
  /** The `appsecret_time` of the request. */
  readonly time?: string;
  readonly nowEpochSeconds: number;
}

/** Returns why a proof is invalid. Undefined if it is valid. A timed proof is valid for five minutes. */
export const proofProblem = ({ appSecret, accessToken, proof, time, nowEpochSeconds }: Proof): string | undefined => {
  if (time !== undefined && !/^\d{1,12}$/.test(time)) return 'appsecret_time is not a time';
  const at = time === undefined ? undefined : Number(time);
  if (!isSameText(appsecretProof(appSecret, accessToken, at), proof))
    return 'appsecret_proof is not the HMAC of this token under the app secret';
  if (at !== undefined && Math.abs(nowEpochSeconds - at) > TIMED_PROOF_SECONDS)
    return `appsecret_time is ${Math.abs(nowEpochSeconds - at)} s away, and ${TIMED_PROOF_SECONDS} s are allowed`;
  return undefined;
};
