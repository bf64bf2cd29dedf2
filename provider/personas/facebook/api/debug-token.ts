import type { Person, Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { registrationOf } from '../registration.ts';
import {
  type Admitted,
  admit,
  describeToken,
  graphReply,
  inspectToken,
  isRefused,
  type KnownToken,
  lastVisit,
  refuseFor,
} from './graph-call.ts';
import { graphRoute } from './graph-route.ts';

type Json = Readonly<Record<string, unknown>>;

/** The developers of an app: the people who may test it. */
const isDeveloper = ({ key, sub, email }: Person, testers: readonly string[] | undefined): boolean =>
  [key, sub, email].some((name) => testers?.includes(name));

const mayInspect = ({ call }: Admitted): boolean =>
  call.app !== undefined || (call.person !== undefined && isDeveloper(call.person, registrationOf(call.client).testers));

/** The plain engine's response. @see https://www.rfc-editor.org/rfc/rfc7662#section-2.2 */
const plainInspection = ({ token, app }: KnownToken): Json => {
  if (app) return { active: app.isGenuine, ...(app.isGenuine && { client_id: app.clientId }) };
  if (token.state !== 'live') return { active: false };
  const { scopes, clientId, sub, expiresAtEpochSeconds: exp, issuedAtEpochSeconds: iat } = token;
  return { active: true, scope: scopes.join(' '), client_id: clientId, sub, exp, iat };
};

const answer = async (known: KnownToken, admitted: Admitted, ports: Ports): Promise<Reply> => {
  const failure = inspectToken(known, 'debug-token', ports);
  const plain = plainInspection(known);
  const input = { ...known, ...(await lastVisit(known, ports)), plain, ...(failure && { failure }) };
  return graphReply(ports.decide('token.inspection', input, { body: plain }).body, admitted);
};

const inspect = async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const admitted = await admit(request, { api: 'debug-token', openTo: 'app', node: 'debug_token' }, ports);
  if (isRefused(admitted)) return admitted;
  const input = admitted.call.params.input_token ?? '';
  if (!mayInspect(admitted)) return refuseFor({ kind: 'inspection', what: 'caller' }, admitted, ports);
  if (input === '') return refuseFor({ kind: 'parameter', what: 'The parameter input_token is required' }, admitted, ports);
  const known = await describeToken(input, ports);
  const isForeign = known.client !== undefined && known.client.clientId !== admitted.call.client?.clientId;
  return isForeign ? refuseFor({ kind: 'inspection', what: 'other-app' }, admitted, ports) : answer(known, admitted, ports);
};

/** `debug_token`: token inspection for the app and its developers. */
export const debugTokenRoutes = [graphRoute('debug-token', 'GET', '/debug_token', inspect)];
