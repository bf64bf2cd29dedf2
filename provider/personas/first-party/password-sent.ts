import { z } from 'zod';
import type { Person } from '../../model/index.ts';
import { readBasicCredentials } from './basic-credentials.ts';
import { readFields } from './body.ts';
import type { Call } from './first-party-route.ts';
import { checkPassword, maySignIn, tooManyAttempts } from './passwords.ts';
import { Refusal } from './problem.ts';
import { challenge, REALM } from './schemes/scheme.ts';

const text = z.string().min(1).max(256);
const withPassword = z.object({ email: text, password: text });
const withNothing = z.object({});

/** Returns the person whose password a request has, as Basic credentials or in its body. Refuses a wrong one. */
export const personWithPassword = async (call: Call): Promise<Person> => {
  const { request, ports } = call;
  const basic = readBasicCredentials(request.headers.authorization ?? '');
  const { email = basic?.username ?? '', password = basic?.password ?? '' } = readFields(
    request,
    basic ? withNothing : withPassword,
  );
  const result = await checkPassword(email, password, ports);
  if (result.kind === 'locked') throw tooManyAttempts(result.retryAfterSeconds);
  if (result.kind === 'wrong') {
    const headers = [['WWW-Authenticate', challenge('Basic', [REALM, ['charset', 'UTF-8']])]] as const;
    throw new Refusal({ status: 401, code: 'invalid_credentials', detail: 'E-mail address or password is incorrect.', headers });
  }
  maySignIn(result.person, ports);
  return result.person;
};
