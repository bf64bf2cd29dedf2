import { createHash } from 'node:crypto';
import { authenticate, authenticatePerson } from './authenticate.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { json } from './problem.ts';
import { mustBeValidated } from './validated.ts';

const SEED_LENGTH = 16;

/** A whole number from 0 to 2³² − 1. */
const randomInteger = ({ ports }: Call): number => createHash('sha256').update(ports.random(SEED_LENGTH)).digest().readUInt32BE();

export const randomRoutes = [
  ...routesAt(ENDPOINTS.random, {
    GET: [
      'api:random.get',
      async (call) => {
        await authenticate(call);
        return json(200, { value: randomInteger(call) });
      },
    ],
  }),
  ...routesAt(ENDPOINTS.invitations, {
    GET: [
      'api:invitations.list',
      async (call) => {
        const { person } = await authenticatePerson(call);
        mustBeValidated(person, 'feature', call.ports);
        return json(200, { invitations: [] });
      },
    ],
  }),
];
