import { z } from 'zod';
import type { Person } from '../../model/index.ts';
import { authenticatePerson } from './authenticate.ts';
import { basicCredentials } from './basic-credentials.ts';
import { readFields } from './body.ts';
import type { Call } from './first-party-route.ts';
import { signInWith } from './passwords.ts';

const text = z.string().min(1).max(256);
const withPassword = z.object({ email: text, password: text });
const withNothing = z.object({});

/** Returns the person whose password a request has, as Basic credentials or in its body. Refuses a wrong one. */
export const personWithPassword = (call: Call): Promise<Person> => {
  const basic = basicCredentials(call.request);
  const { email = '', password = '' } = { ...basic, ...readFields(call.request, basic ? withNothing : withPassword) };
  return signInWith({ email, password }, call);
};

/** Returns who manages their keys: by the password, whatever schemes the client may use, or by any of these. */
export const authenticateOwner = async (call: Call): Promise<{ readonly person: Person }> => {
  const basic = basicCredentials(call.request);
  return basic ? { person: await signInWith(basic, call) } : authenticatePerson(call);
};
