import { z } from 'zod';
import type { Person } from '../../model/index.ts';
import { challengesFor, endCredential, nothingToEnd, tryAuthenticate } from './authenticate.ts';
import { basicCredentials } from './basic-credentials.ts';
import { noFields, readFields } from './body.ts';
import { ENDPOINTS } from './endpoints.ts';
import { type Call, type Methods, routesAt, wrongMethod } from './first-party-route.ts';
import { checkPassword, maySignIn, tooManyAttempts } from './passwords.ts';
import { empty, json, loginReply, type Problem, Refusal } from './problem.ts';
import { mayUse } from './schemes/allowed.ts';
import { dropCookie, sentSession, startSession } from './schemes/session.ts';

const text = z.string().max(256);
const withPassword = z.object({ email: text.min(1), password: text.min(1), remember_me: z.boolean().optional() });
const rememberAlone = z.object({ remember_me: z.boolean().optional() });

/** E-mail address and password of a login: from the body, or as Basic credentials. */
const sentIn = ({ request }: Call): { email: string; password: string; rememberMe: boolean } => {
  const basic = basicCredentials(request);
  if (!basic) {
    const { email, password, remember_me: rememberMe = false } = readFields(request, withPassword);
    return { email, password, rememberMe };
  }
  const { remember_me: rememberMe = false } = readFields(request, rememberAlone);
  return { ...basic, rememberMe };
};

const failed = async (call: Call) => {
  const plain = { status: 401, body: { authenticated: false, message: 'Unauthorized' } };
  const { status, body } = call.ports.decide('login.reply', { problem: 'credentials' }, plain);
  return json(status, body, status === 401 ? await challengesFor(call) : []);
};

const succeeded = async (person: Person, rememberMe: boolean, call: Call) => {
  const { request, client, ports } = call;
  const { cookie } = await startSession({ person, client, rememberMe, sent: sentSession(request) }, ports);
  const { status, body } = ports.decide('login.reply', { person }, { status: 204, body: undefined });
  return body === undefined ? empty(status, [cookie]) : json(status, body, [cookie]);
};

const login = async (call: Call) => {
  mayUse('session', call);
  const { email, password, rememberMe } = sentIn(call);
  const result = await checkPassword(email, password, call.ports);
  if (result.kind === 'locked') throw tooManyAttempts(result.retryAfterSeconds);
  if (result.kind === 'wrong') return failed(call);
  maySignIn(result.person, call.ports);
  return succeeded(result.person, rememberMe, call);
};

/** Ends the session of the browser. */
const logout = async (call: Call) => {
  const { ports } = call;
  noFields(call.request);
  const found = await tryAuthenticate(call);
  if (!found || 'denied' in found) {
    const why = found?.denied.why ?? 'none';
    if (ports.ask('logout.again', { why })) return empty(204, [dropCookie(ports)]);
    throw await nothingToEnd(call, 'There is no session to end.');
  }
  await endCredential(found, call);
  return empty(204, found.scheme.id === 'session' ? [dropCookie(ports)] : []);
};

/** A wrong method at `/login` has a message and nothing else. */
const refusedMethod = (problem: Problem) =>
  problem.code === 'method_not_allowed'
    ? { ...loginReply(problem), body: { json: { message: problem.detail } } }
    : loginReply(problem);

const METHODS: Methods = { POST: ['login.session', login] };

export const loginRoutes = [
  ...routesAt(ENDPOINTS.login, METHODS, {
    format: refusedMethod,
    refuse: (request, methods, ports) => {
      const { problem } = wrongMethod(request, methods);
      const input = { method: request.method, endpoint: 'login.session' };
      const { message: detail } = ports.decide('login.method', input, { message: problem.detail });
      return new Refusal({ ...problem, detail });
    },
  }),
  ...routesAt(ENDPOINTS.logout, { POST: ['logout.session', logout] }),
];
