import type { CDPSession } from 'playwright';

/** Older versions of Chromium need the last two; newer ones ignore them. */
const NO_THIRD_PARTY_COOKIES = {
  enableThirdPartyCookieRestriction: true,
  disableThirdPartyCookieMetadata: true,
  disableThirdPartyCookieHeuristics: true,
};

/** Blocks the cookies of other sites in the frames of a tab, from now on. */
export const blockThirdPartyCookies = async (session: CDPSession): Promise<void> => {
  await session.send('Network.enable');
  await session.send('Network.setCookieControls', NO_THIRD_PARTY_COOKIES);
};
