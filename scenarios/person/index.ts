/** People who use apps. Here live their browsers; what a scenario asks them to do is a verb of the app's. */
export type { Step } from './browser.ts';
export { HttpPerson, type HttpPersonOptions } from './http.ts';
export type { NearbyPersona, Surroundings } from './surroundings.ts';
