import { z } from 'zod';
import { authenticatePerson, endCredential, endEverything, endUsed, nothingToEnd, tryAuthenticate } from './authenticate.ts';
import { basicCredentials } from './basic-credentials.ts';
import { noFields, readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, routesAt } from './first-party-route.ts';
import { BASIC_CHALLENGE, signInWith } from './passwords.ts';
import { empty, json, Refusal } from './problem.ts';
import { mayUse } from './schemes/allowed.ts';
import { issueToken } from './schemes/token.ts';

const options = z.object({ remember_me: z.boolean().optional() });

const missing = (): Refusal =>
  new Refusal({
    ...{ status: 401, code: 'authentication_required', detail: 'Send e-mail address and password as Basic credentials.' },
    headers: [BASIC_CHALLENGE],
  });

const create = async (call: Call) => {
  const { request, client, ports } = call;
  mayUse('token', call);
  const { remember_me: rememberMe = false } = readFields(request, options);
  const basic = basicCredentials(request);
  if (!basic) throw missing();
  const person = await signInWith(basic, call);
  const { token, expiresAt } = await issueToken({ person, client, rememberMe }, ports);
  return json(201, ports.decide('token.answer', { token, expiresAt }, { body: { token } }).body);
};

/** Ends the token of the request. One that ended before is no error. */
const endCurrent = async (call: Call) => {
  const { ports } = call;
  noFields(call.request);
  const found = await tryAuthenticate(call);
  if (!found || 'denied' in found) {
    const why = found?.denied.why;
    if (why !== undefined && why !== 'unknown' && ports.ask('logout.again', { why })) return empty(204);
    throw await nothingToEnd(call, 'There is no token to end.');
  }
  await endCredential(found, call);
  return empty(204);
};

const endAll = async (call: Call) => {
  noFields(call.request);
  const found = await authenticatePerson(call);
  const { person } = found;
  const { ends } = call.ports.decide('logout.reach', { asked: 'all', person }, { ends: 'nothing' });
  if (ends === 'all') await endEverything(person, call, 'signed-out');
  if (ends === 'one') await endUsed(found, call);
  return empty(204);
};

export const tokenRoutes = [
  ...routesAt(ENDPOINTS.tokens, { POST: ['tokens.create', create], DELETE: ['tokens.delete-all', endAll] }),
  ...routesAt(ENDPOINTS.currentToken, { DELETE: ['tokens.delete', endCurrent] }),
];
