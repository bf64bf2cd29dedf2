import type { ReadingConventions } from '../model/index.ts';

/** What the specifications say: the ways of a vendor of which nothing else is known. */
export const OAUTH: ReadingConventions = {
  renewalGrant: 'refresh_token',
  renewsAt: 'use',
  errorsInQuery: false,
  secretsInAddress: new Set(),
  tokenInAddress: 'MUST',
  refusesToken: ({ response }) => response?.status === 401,
  scopesIn: (text) => text.split(' ').filter(Boolean),
  asksAgain: () => false,
  offersAccount: (params) => /\b(?:select_account|login|consent)\b/.test(params.get('prompt') ?? ''),
};
