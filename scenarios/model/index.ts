/** The model of the harness: types, schemas and declaration functions. Imports only `provider/model`. */
export * from './api.ts';
export * from './app.ts';
export * from './basis.ts';
export * from './breach.ts';
export * from './cause.ts';
export * from './count.ts';
export * from './env-values.ts';
export * from './expectation.ts';
export * from './glob.ts';
export * from './placeholders.ts';
export * from './rule.ts';
export * from './run-result.ts';
export * from './scenario.ts';
export * from './sign-in-check.ts';
export * from './smtp.ts';
export * from './storage.ts';
export * from './verdict.ts';
