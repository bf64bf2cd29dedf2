import type { ClientSituation, NamedToken, RightStep } from '../../model/index.ts';
import { callWith, describePages, redirectBecause, refreshWith } from '../../oauth/next-step.ts';

const OFFLINE_AGAIN = 'redirect to /authorize with access_type=offline and prompt=consent';

/** Why a login brought no refresh token, and how to get one. */
const withoutRefreshToken = (situation: ClientSituation): RightStep => {
  const type = situation.params.access_type;
  const pages = `redirect to /authorize; ${describePages(situation)}`;
  if (type !== 'offline') {
    const why = type === undefined ? 'access_type was not sent, which means online' : `access_type=${type}`;
    return redirectBecause(`no refresh token was issued (${why})`, pages);
  }
  const why = 'no refresh token was issued (consent was remembered and prompt=consent was not sent)';
  return redirectBecause(why, `${OFFLINE_AGAIN}, once, to get one`);
};

/** Without `prompt=consent` a remembered consent would bring no new refresh token. */
const withDeadRefreshToken = (situation: ClientSituation, { name, ending }: NamedToken): RightStep => {
  const again = situation.consentRemembered
    ? `${OFFLINE_AGAIN}; without prompt=consent no new refresh token comes, because consent is remembered`
    : `redirect to /authorize with access_type=offline; ${describePages(situation)}`;
  return redirectBecause(`${name} ${ending}`, `forget it and ${again}`);
};

/** What a right client of Google does next. */
export const nextStep = (situation: ClientSituation): RightStep => {
  const { access, refresh, refreshRefused, person } = situation;
  if (access && access.ending === undefined) return callWith(access);
  if (!refresh) return withoutRefreshToken(situation);
  if (refresh.ending !== undefined) return withDeadRefreshToken(situation, refresh);
  if (refreshRefused === undefined) return refreshWith(refresh);
  const why = `${refresh.name} is alive, but a refresh is refused (${refreshRefused})`;
  return redirectBecause(why, `redirect to /authorize, where ${person.key} signs in again`);
};

/** Tokens for offline use come with the consent page only. */
export const beforeNextLogin = ({ params, consentRemembered, isOn }: ClientSituation): string | undefined => {
  const isOffline = params.access_type === 'offline' && !params.prompt?.split(' ').includes('consent');
  return isOffline && consentRemembered && isOn('google/refresh/first-consent-only')
    ? 'revoke the grant first, because a sign-in with remembered consent brings no refresh token'
    : undefined;
};
