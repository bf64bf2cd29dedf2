/** The list of personas. Everything else about a persona is in its own folder. */
export { facebook } from './facebook/index.ts';
export { google } from './google/index.ts';
