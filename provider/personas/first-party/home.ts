import type { Person } from '../../model/index.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { noticeOf } from './pages.ts';
import { isDenial } from './schemes/scheme.ts';
import { session } from './schemes/session.ts';

/** Who visits a page, by the cookie of the API. */
const visitor = async (call: Call): Promise<Person | undefined> => {
  const credential = session.read(call.request);
  const verdict = credential && (await session.check(credential, call));
  const person = verdict && !isDenial(verdict) ? verdict.person : undefined;
  return person && call.ports.decide('session.pages', { person }, { counts: false }).counts ? person : undefined;
};

/** The web root beside the API. */
const home = async (call: Call) => {
  const person = await visitor(call);
  return noticeOf('Home', person ? `Signed in as ${person.name} (${person.email}).` : 'Nobody is signed in.', call);
};

export const homeRoutes = routesAt(ENDPOINTS.home, { GET: ['home', home] });
