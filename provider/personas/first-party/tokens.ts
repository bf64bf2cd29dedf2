import { z } from 'zod';
import type { HeaderList } from '../../model/index.ts';
import { authenticatePerson, challengesFor, endEverything, tryAuthenticate } from './authenticate.ts';
import { basicCredentials } from './basic-credentials.ts';
import { readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { checkPassword, maySignIn, tooManyAttempts } from './passwords.ts';
import { empty, json, Refusal } from './problem.ts';
import { mayUse } from './scheme-allowed.ts';
import { challenge, REALM } from './schemes/scheme.ts';
import { issueToken } from './schemes/token.ts';

const options = z.object({ remember_me: z.boolean().optional() });

/** A token is had for a password, whatever scheme the client uses afterwards. */
const BASIC: HeaderList = [['WWW-Authenticate', challenge('Basic', [REALM, ['charset', 'UTF-8']])]];

const unauthorized = (detail: string): Refusal =>
  new Refusal({ status: 401, code: 'invalid_credentials', detail, headers: BASIC });

const create = async (call: Call) => {
  const { request, client, ports } = call;
  mayUse('token', call);
  const basic = basicCredentials(request);
  if (!basic) throw unauthorized('Send e-mail address and password as Basic credentials.');
  const { remember_me: rememberMe = false } = readFields(request, options);
  const result = await checkPassword(basic.email, basic.password, ports);
  if (result.kind === 'locked') throw tooManyAttempts(result.retryAfterSeconds);
  if (result.kind === 'wrong') throw unauthorized('E-mail address or password is incorrect.');
  maySignIn(result.person, ports);
  const { token, expiresAt } = await issueToken({ person: result.person, client, rememberMe }, ports);
  return json(201, ports.decide('token.answer', { token, expiresAt }, { body: { token } }).body);
};

/** Ends the token of the request. One that ended before is no error. */
const endCurrent = async (call: Call) => {
  const { ports } = call;
  const found = await tryAuthenticate(call);
  if (!found || 'denied' in found) {
    const why = found?.denied.why;
    if (why !== undefined && why !== 'unknown' && ports.ask('logout.again', { why })) return empty(204);
    const detail = 'There is no token to end.';
    throw new Refusal({ status: 401, code: 'authentication_required', detail, headers: await challengesFor(call) });
  }
  const { scheme, identity } = found;
  const { ends } = ports.decide(
    'logout.reach',
    { asked: 'one', ...(identity.person && { person: identity.person }) },
    { ends: 'nothing' },
  );
  if (ends !== 'nothing') await scheme.end?.(identity, ports);
  return empty(204);
};

const endAll = async (call: Call) => {
  const { person, scheme, identity } = await authenticatePerson(call);
  const { ends } = call.ports.decide('logout.reach', { asked: 'all', person }, { ends: 'nothing' });
  if (ends === 'all') await endEverything(person, call, 'signed-out');
  if (ends === 'one') await scheme.end?.(identity, call.ports);
  return empty(204);
};

export const tokenRoutes = [
  ...routesAt(ENDPOINTS.tokens, { POST: ['tokens.create', create], DELETE: ['tokens.delete-all', endAll] }),
  ...routesAt(ENDPOINTS.currentToken, { DELETE: ['tokens.delete', endCurrent] }),
];
