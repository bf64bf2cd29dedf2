/** Shared steps and groups of checks. Scenarios import this, and nothing else of the harness. */

export * from './account.ts';
export * from './browsing.ts';
export * from './callback.ts';
export * from './fault.ts';
export * from './given-tokens.ts';
export * from './hand-in.ts';
export * from './held.ts';
export * from './id-token.ts';
export * from './kept-tokens.ts';
export * from './key-set.ts';
export * from './keys.ts';
export * from './login.ts';
export * from './logout-token.ts';
export * from './markup.ts';
export * from './metadata.ts';
export * from './password.ts';
export * from './provider-session.ts';
export * from './readings.ts';
export * from './registration.ts';
export * from './return-address.ts';
export * from './rolling.ts';
export * from './send-again.ts';
export * from './start.ts';
export * from './takeover.ts';
export * from './use.ts';
export * from './work.ts';
