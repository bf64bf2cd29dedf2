/** The user's `loginlab.config.*` and list of known deviations: found, read, checked, and every mistake explained. */
export { fileToUpdate, loadExpectations, readExpectations } from './expected.ts';
export { type LoadedConfig, loadConfig } from './load.ts';
