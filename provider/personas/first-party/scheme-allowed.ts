import type { Call } from './first-party-route.ts';
import { Refusal } from './problem.ts';
import { type SchemeId, schemesOf } from './registration.ts';

/** Refuses the start of a scheme that the client may not use. */
export const mayUse = (scheme: SchemeId, { client }: Call): void => {
  const allowed = schemesOf(client);
  if (allowed.includes(scheme)) return;
  const detail = `The client ${client.clientId} may not use the scheme "${scheme}"; its schemes: ${allowed.join(', ')}.`;
  throw new Refusal({ status: 403, code: 'scheme_not_allowed', detail });
};
