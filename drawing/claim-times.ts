/** What each claim about time says, before the distance. */
export const CLAIM_TIMES: Readonly<Record<string, string>> = {
  exp: 'expires',
  iat: 'issued',
  nbf: 'good from',
  auth_time: 'signed in',
  updated_at: 'profile changed',
};
