/** The steps of an exchange: listener, address, record, fault, persona, fault, record. */

export type { Served } from './address.ts';
export { sendDeauthorizationWebhooks } from './deauthorization-webhooks.ts';
export { type Core, controlOutcome, handleExchange, labRequest } from './handle-exchange.ts';
export { bodyLimitOf, type Listener, listen } from './listener.ts';
export { type ScannedLab, scanMail } from './mail-scan.ts';
export { ownApiAddress } from './own-api-address.ts';
export { type ExchangeOutcome, type RawRequest, withoutWay } from './raw.ts';
export { addressReader, type ReadAddress } from './read-address.ts';
export { routeTable } from './routes.ts';
export { serialise } from './serialise.ts';
export type { CredentialsFor, TlsCredentials } from './tls-front.ts';
