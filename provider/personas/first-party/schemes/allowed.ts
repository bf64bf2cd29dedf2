import type { Ports } from '../../../model/index.ts';
import { SCHEME_IDS, type SchemeId } from '../credential-kinds.ts';
import type { Call } from '../first-party-route.ts';
import { Refusal } from '../problem.ts';
import { registrationOf } from '../registration.ts';

const decided = (call: Pick<Call, 'client'>, ports: Ports): readonly SchemeId[] =>
  registrationOf(call.client).credentials ?? ports.decide('client.schemes', {}, { schemes: SCHEME_IDS }).schemes;

/** Returns the schemes that a client may use: its own, or those of the design. */
export const schemesOf = (call: Pick<Call, 'client' | 'ports'>): readonly SchemeId[] => decided(call, call.ports.quiet);

/** The same for a refusal, so that the log says where they come from. */
export const schemesToTell = (call: Call): readonly SchemeId[] => decided(call, call.ports);

/** Refuses the start of a scheme that the client may not use. */
export const mayUse = (scheme: SchemeId, call: Call): void => {
  if (schemesOf(call).includes(scheme)) return;
  const detail = `The client ${call.client.clientId} may not use the scheme "${scheme}"; its schemes: ${schemesToTell(call).join(', ')}.`;
  throw new Refusal({ status: 403, code: 'scheme_not_allowed', detail });
};
