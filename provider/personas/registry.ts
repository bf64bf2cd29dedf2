/** The personas that exist, a line for each. Everything else about a persona stands in its own folder. */
export { facebook } from './facebook/index.ts';
export { google } from './google/index.ts';
