/** The people who use apps, and their browsers. */
export { Browser } from './browser.ts';
export type { Browsing, Step } from './browsing.ts';
export { ChromiumBrowser, type ChromiumSites } from './chromium/index.ts';
export { Connections } from './connections.ts';
export { type Page, readPage } from './page.ts';
export type { NearbyPersona, ReachableSites } from './reachable-sites.ts';
export { AppVisitor } from './visitor.ts';
export type { VisitorOptions } from './visitor-options.ts';
export { passwordOf } from './words.ts';
