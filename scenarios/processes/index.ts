/** The processes that belong to an app under test, wherever they have gone. */
export { AppFamily, endAppsOf, newStarter, STARTER_VARIABLE } from './app-family.ts';
export { entryOf, listProcesses } from './process-table.ts';
