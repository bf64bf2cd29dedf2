import type { Client } from '../../model/index.ts';
import { DAY_SECONDS } from './days.ts';
import { registrationOf } from './registration.ts';

const DEFAULTS = { lifetimeSeconds: 30 * DAY_SECONDS, idleLifetimeSeconds: 15 * DAY_SECONDS, leewaySeconds: 0 };

/** The refresh token policy of a client: browser apps rotate by default. */
export const policyOf = (client: Client) => {
  const byKind = client.kind === 'spa' ? ({ rotation: 'rotating', expiration: 'expiring' } as const) : undefined;
  return {
    ...{ rotation: 'non-rotating', expiration: 'non-expiring' },
    ...DEFAULTS,
    ...byKind,
    ...registrationOf(client).refreshTokens,
  } as const;
};

export const rotates = (client: Client): boolean => policyOf(client).rotation === 'rotating';

/** Set for a login whose refresh tokens are a rotating family. */
export const ROTATING_PARAM = 'lab_rotating';

/** What a login remembers of the policy. */
export const rotationFacts = (client: Client): Readonly<Record<string, string>> =>
  rotates(client) ? { [ROTATING_PARAM]: '1' } : {};
