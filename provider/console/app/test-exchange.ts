import type { Exchange } from '../../model/index.ts';

/** An exchange of the shape that the lab tells, with what a test cares about. */
export const exchangeWith = (sequence: number, members: Partial<Exchange> = {}): Exchange => ({
  id: `x${sequence}`,
  sequence,
  world: 'default',
  persona: 'google',
  endpoint: 'token',
  startedAtEpochMs: sequence * 1000,
  durationMs: 1,
  request: {
    method: 'POST',
    url: 'http://localhost:4400/google/token',
    vendorUrl: 'https://oauth2.googleapis.com/token',
    headers: [],
  },
  response: { status: 200, headers: [] },
  jwts: [],
  because: [],
  faults: [],
  ...members,
});
