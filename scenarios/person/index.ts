/** People who use apps. Here live their browsers; what a scenario asks them to do is a verb of the app's. */
export { Browser } from './browser.ts';
export type { Browsing, Step } from './browsing.ts';
export { ChromiumBrowser, type ChromiumSurroundings } from './chromium/index.ts';
export type { NearbyPersona, Surroundings } from './surroundings.ts';
export { AppVisitor, type VisitorOptions } from './visitor.ts';
