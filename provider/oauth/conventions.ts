import type { ReadingConventions } from '../model/index.ts';

/** The conventions of the specifications, for vendors without their own. */
export const OAUTH: ReadingConventions = {
  renewalGrant: 'refresh_token',
  renewsAt: 'use',
  errorsInQuery: false,
  secretsInAddress: new Set(),
  tokenInAddress: 'MUST',
  refusesToken: ({ response }) => response?.status === 401,
  scopesIn: (text) => text.split(' ').filter(Boolean),
  profile: 'userinfo',
  asksAgain: () => false,
  offersAccount: (params) => /\b(?:select_account|login|consent)\b/.test(params.get('prompt') ?? ''),
};
