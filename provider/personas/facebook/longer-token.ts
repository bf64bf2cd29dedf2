import type { Authorization } from '../../oauth/authorize/vendor.ts';

import type { Step } from '../../oauth/steps.ts';

/** The longer token that goes out beside a short one. */
export const addLongerToken: Step<Authorization> = async (authorization) => {
  const { answer, ports } = authorization;
  const token = answer?.kind === 'answer' ? answer.payload.access_token : undefined;
  if (answer?.kind !== 'answer' || typeof token !== 'string') return undefined;
  if (!ports.ask('token.grant', { form: {}, at: 'authorize' })) return undefined;
  const longer = await ports.engine.derive(token, { kind: 'access-token', grantType: 'fb_exchange_token' });
  if (longer) authorization.answer = { ...answer, payload: { ...answer.payload, long_lived_token: longer.value } };
  return undefined;
};
