import type { Authorization } from '../../oauth/authorize/vendor.ts';
import { splitSpaces } from '../../oauth/space-delimited.ts';
import type { Step } from '../../oauth/steps.ts';
import { toConfirmation } from './login-pages.ts';

/** Set once the person confirmed. */
export const CONFIRMED_PARAM = 'lab_confirmed';

/** Asks before the browser goes back to loopback or a custom scheme without any other page. */
export const confirmCallback: Step<Authorization> = (authorization) => {
  const { interaction, client, signedIn, consent, ports } = authorization;
  const { params, vendorParams, chosen, granted } = interaction;
  const isSilent = splitSpaces(params.prompt).includes('none');
  if (!signedIn || isSilent || CONFIRMED_PARAM in vendorParams) return undefined;
  const wasSilent = chosen === undefined && granted === undefined && consent?.show !== true && params.prompt === undefined;
  const { ask } = ports.decide('callback.confirm', { params, client, wasSilent }, { ask: false });
  return ask ? toConfirmation(authorization, signedIn.person) : undefined;
};
