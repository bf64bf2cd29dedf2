/** People who use apps. Here live their browsers; what a scenario asks them to do is a verb of the app's. */
export * from './browser.ts';
export * from './http.ts';
export * from './surroundings.ts';
