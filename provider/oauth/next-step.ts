import type { ClientSituation, NamedToken, RightStep } from '../model/index.ts';

/** Which pages a redirect to the vendor shows, as a clause. */
export const describePages = ({ person, signedIn, consentRemembered }: ClientSituation): string => {
  if (signedIn && consentRemembered) return `${person.key} is signed in and consent is remembered, so no page is shown`;
  if (signedIn) return `${person.key} is signed in and sees the consent page only`;
  return consentRemembered
    ? `${person.key} signs in again; consent is remembered, so no consent page is shown`
    : `${person.key} signs in and consents again`;
};

/** The step with a live access token. */
export const callWith = ({ name, left }: NamedToken): RightStep => ({
  action: 'call',
  rightClient: `${name} is alive${left === undefined ? '' : ` for ${left}`}: call the API`,
});

/** The step with a live refresh token. */
export const refreshWith = ({ name }: NamedToken): RightStep => ({ action: 'refresh', rightClient: `${name} is alive: refresh` });

/** The step without a token that is good for anything. `why`: a clause; `to`: where the browser goes. */
export const redirectBecause = (why: string, to: string): RightStep => ({ action: 'authorize', rightClient: `${why}: ${to}` });
