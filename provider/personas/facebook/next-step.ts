import type { ClientSituation, RightStep } from '../../model/index.ts';
import { callWith, describePages, redirectBecause } from '../../oauth/next-step.ts';
import { DATA_ACCESS_SECONDS } from './api/token-description.ts';

/** The token may outlive the access to the person's data, which ends 90 days after the last dialog. */
const isDataAccessOver = ({ lastLoginEpochSeconds: last, nowEpochSeconds, isOn }: ClientSituation): boolean =>
  last !== undefined && last + DATA_ACCESS_SECONDS <= nowEpochSeconds && isOn('facebook/graph/data-access-expired');

/** What a right client of Facebook does next. There are no refresh tokens. */
export const nextStep = (situation: ClientSituation): RightStep => {
  const { access } = situation;
  const dialog = `redirect to the dialog; ${describePages(situation)}`;
  if (!access) return redirectBecause('there is no access token', dialog);
  if (access.ending !== undefined)
    return redirectBecause(`${access.name} ${access.ending}, and there are no refresh tokens`, dialog);
  if (!isDataAccessOver(situation)) return callWith(access);
  return redirectBecause(
    `${access.name} is alive, but access to data ended 90 days after the last dialog`,
    'redirect to the dialog with auth_type=reauthorize',
  );
};
