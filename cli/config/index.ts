/** The user's `loginlab.config.*` and list of known deviations: found, read, checked, and every mistake explained. */
export { describePlace } from './describe-place.ts';
export { fileToUpdate, loadExpectations, readExpectations } from './expected.ts';
export { BUNDLED_CONFIG, CONFIG_NAMES, configsAbove, configsIn } from './find.ts';
export { type LoadedConfig, loadConfig } from './load.ts';
