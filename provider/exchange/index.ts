/** The way of an exchange: listener, address, record, fault, persona, fault, record. */
export type { Served } from './address.ts';
export { type Core, controlOutcome, handleExchange, labRequest } from './exchange.ts';
export { type Listener, listen } from './listener.ts';
export { type Outcome, type RawRequest, withoutWay } from './raw.ts';
export { routeTable } from './routes.ts';
export { tellRemoved } from './tell-removed.ts';
