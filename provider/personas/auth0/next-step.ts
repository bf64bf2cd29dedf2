import type { ClientSituation, NamedToken, RightStep } from '../../model/index.ts';
import { callWith, describePages, redirectBecause, refreshWith } from '../../oauth/next-step.ts';
import { apiOfLogin } from './apis.ts';

/** Why a login brought no refresh token. */
const withoutRefreshToken = (situation: ClientSituation): RightStep => {
  const { scope = '' } = situation.params;
  const api = apiOfLogin(situation.params);
  const pages = `redirect to /authorize; ${describePages(situation)}`;
  if (!scope.split(' ').includes('offline_access'))
    return redirectBecause('no refresh token was issued (offline_access was not requested)', pages);
  if (api && !api.allowOfflineAccess)
    return redirectBecause(`no refresh token was issued (${api.identifier} does not allow offline access)`, pages);
  return redirectBecause('no refresh token was issued', pages);
};

const withDeadRefreshToken = (situation: ClientSituation, { name, ending }: NamedToken): RightStep =>
  redirectBecause(`${name} ${ending}`, `forget it and redirect to /authorize; ${describePages(situation)}`);

/** What a right client of Auth0 does next. */
export const nextStep = (situation: ClientSituation): RightStep => {
  const { access, refresh, refreshRefused, person } = situation;
  if (access && access.ending === undefined) return callWith(access);
  if (!refresh) return withoutRefreshToken(situation);
  if (refresh.ending !== undefined) return withDeadRefreshToken(situation, refresh);
  if (refreshRefused === undefined) return refreshWith(refresh);
  const why = `${refresh.name} is alive, but a refresh is refused (${refreshRefused})`;
  return redirectBecause(why, `redirect to /authorize, where ${person.key} signs in again`);
};
