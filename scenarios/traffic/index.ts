/** Reads recorded exchanges: parameters, tokens and outcomes. */
export * from './by-flow.ts';
export * from './conventions.ts';
export * from './credentials.ts';
export * from './describe.ts';
export * from './entropy.ts';
export * from './findings.ts';
export * from './form-post.ts';
export * from './hosts.ts';
export * from './logins.ts';
export * from './made-up.ts';
export * from './read.ts';
export * from './schemes.ts';
export * from './timing.ts';
export * from './token-endings.ts';
export * from './vendor-form.ts';
