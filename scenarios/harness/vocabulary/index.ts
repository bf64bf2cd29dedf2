/** What several scenarios say: groups of checks, and what they need to see. Scenarios import this, and nothing else of the harness. */
export * from './id-token.ts';
export * from './login.ts';
export * from './start.ts';
export * from './work.ts';
