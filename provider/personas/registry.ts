/** The list of personas. Everything else about a persona is in its own folder. */
export { auth0 } from './auth0/index.ts';
export { facebook } from './facebook/index.ts';
export { firstParty } from './first-party/index.ts';
export { google } from './google/index.ts';
