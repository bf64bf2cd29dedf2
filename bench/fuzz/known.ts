import { loadPersonas } from '../../provider/index.ts';
import type { Described, OpenApi } from './control-drafts.ts';
import type { Known } from './story.ts';
import type { Targets } from './targets.ts';

/** Keeps no connection: those that are left at the end are to be the lab's. */
const read = async (url: string): Promise<unknown> => (await fetch(url, { headers: { connection: 'close' } })).json();

/** What the lab tells of itself, from which right requests are made. */
export const readKnown = async ({ lab }: Targets): Promise<Known> => {
  const at = `http://127.0.0.1:${lab}/_lab`;
  return {
    personas: await loadPersonas(),
    document: (await read(`${at}/openapi.json`)) as OpenApi,
    described: (await read(`${at}/worlds/default/settings/described`)) as readonly Described[],
  };
};
