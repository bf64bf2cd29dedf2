/**
 * One isolated universe and what it is made of: people, browser sessions, consents, clients, clock, faults,
 * settings. Nothing here knows the protocol engine or a persona's wire.
 */
export { changeAccount, removeAccount } from './accounts.ts';
export { addressAt, issuerIn, localBase, type Mount, tenantOf } from './addresses.ts';
export { EPOCH_FIELDS, ROW_KINDS } from './ageing.ts';
export { MOST_CLIENTS, makeClient } from './clients.ts';
export { inTimeOf, nowEpochMs, nowEpochSeconds, realNowEpochMs, realNowIso } from './clock.ts';
export { consentId, consentsOf } from './consents.ts';
export { type CredentialFacts, deathOf, factsOf, grantIdOf } from './credential-rows.ts';
export { askBehaviours, hasBehaviours } from './decide.ts';
export { LONGEST_SECONDS, parseDuration } from './duration.ts';
export { ERROR_PEOPLE } from './error-people.ts';
export type { ExchangeContext, ExchangeLog } from './exchange-context.ts';
export { explainIssues } from './explain-issues.ts';
export type { FaultFacts } from './faults.ts';
export { inField } from './in-field.ts';
export { cryptoKey, proveKey, type SigningKey, SigningKeys } from './keys.ts';
export { markLogins } from './login-marks.ts';
export { isOwnHost, type Listening } from './own-host.ts';
export { changePassword, passwordVersion } from './passwords.ts';
export { checkPerson, keysOf, makePerson, mustFitTogether } from './people.ts';
export { randomDigits, randomLower, randomText } from './random.ts';
export type { AgedRow, Rows } from './rows.ts';
export { nearestOrAll } from './settings.ts';
export { type WorldOptions, WorldState } from './state.ts';
export { type Offer, UnregisteredClients } from './unregistered-clients.ts';
