import { z } from 'zod';
import { authenticate, endUsed } from './authenticate.ts';
import { readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { personWithPassword } from './password-sent.ts';
import { empty, json, Refusal } from './problem.ts';
import { makePair, nextHeaders } from './rolling-session.ts';
import { mayUse } from './schemes/allowed.ts';
import { dateHeader } from './server-clock.ts';

/** Starts a session. The private token is told here and, with rotation, its successors in the answers. */
const start = async (call: Call) => {
  mayUse('rolling', call);
  const person = await personWithPassword(call);
  const pair = await makePair(person, call.ports);
  const told = call.ports.ask('rolling.started', pair);
  return json(201, told?.body ?? {}, [dateHeader(call.ports), ...(told ? [] : nextHeaders(pair))]);
};

/** Ends the session of the request. */
const end = async (call: Call) => {
  readFields(call.request, z.object({}));
  const found = await authenticate(call);
  if (found.scheme.id !== 'rolling') {
    const detail = 'Send the headers of the rolling session that is to end.';
    throw new Refusal({ status: 403, code: 'no_rolling_session', detail });
  }
  await endUsed(found, call);
  return empty(204);
};

export const rollingRoutes = routesAt(ENDPOINTS.rolling, { POST: ['rolling.start', start], DELETE: ['rolling.end', end] });
