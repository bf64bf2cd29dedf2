import type { Person, Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { accountId, personBehind } from '../account-id.ts';
import { type Admitted, admit, type CallRequirements, graphReply, isRefused, refuseFor } from './graph-call.ts';
import { unknownUserField } from './graph-fields.ts';
import { graphRoute } from './graph-route.ts';
import { unknownPath } from './unknown-path.ts';
import { gapInFields, gapInObject, isGraphField } from './unserved.ts';

type Json = Readonly<Record<string, unknown>>;
type Work = (person: Person, admitted: Admitted, request: RoutedRequest, ports: Ports) => Promise<Reply> | Reply;

/** People that an app token can read: those who authorized the app. */
const userOfApp = async (node: string, { call }: Admitted, ports: Ports): Promise<Person | undefined> => {
  const person = call.client && (await personBehind(node, call.client, ports.people));
  if (!person || !call.client) return undefined;
  return (await ports.consents.read(person, ports.consentKey({ client: call.client }))).length > 0 ? person : undefined;
};

/** Returns the User of a path: the caller, or for an app token one of the app's users. */
const userOf = async (node: string, admitted: Admitted, ports: Ports): Promise<Person | undefined> => {
  const { person, accountId: own, app } = admitted.call;
  if (app) return userOfApp(node, admitted, ports);
  return node === 'me' || node === own ? person : undefined;
};

/** Handles a call about a User: checks the call, looks up the User, then runs `work`. */
export const aboutUser =
  (requirements: CallRequirements, work: Work) =>
  async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
    const admitted = await admit(request, requirements, ports);
    if (isRefused(admitted)) return admitted;
    const { node } = admitted.call;
    const person = await userOf(node, admitted, ports);
    if (person) return work(person, admitted, request, ports);
    return (await gapInObject(node, admitted.call, ports)) ?? refuseFor({ kind: 'object', what: node }, admitted, ports);
  };

/** The plain engine's userinfo. */
const plainUser = (person: Person, id: string, granted: readonly string[]): Json => ({
  sub: id,
  name: person.name,
  ...(granted.includes('email') && person.email !== '' && { email: person.email, email_verified: person.emailVerified }),
});

const describe: Work = (person, admitted, _request, ports) => {
  const { call } = admitted;
  const { fields } = call.params;
  const gap = unknownUserField(fields, isGraphField) === undefined ? gapInFields(call, ports) : undefined;
  if (gap) return gap;
  const unknown = unknownUserField(fields);
  if (unknown !== undefined) return refuseFor({ kind: 'field', what: unknown }, admitted, ports);
  const id = call.client ? accountId(person, call.client) : person.sub;
  const plain = plainUser(person, id, call.granted);
  const { token, params, granted, nowEpochSeconds } = call;
  const about = { version: 'graph:user', person, scopes: granted, token, plain, params, accountId: id, granted, nowEpochSeconds };
  return graphReply(ports.decide('identity.reply', about, { body: plain }).body, admitted);
};

/** A path with a version only. */
const VERSION_ALONE = /^v\d+\.\d+$/;
const node = aboutUser({ api: 'api:graph.node.get', openTo: 'app' }, describe);

/** `/me` and `/{id}`. */
export const userRoutes = [
  graphRoute('api:graph.me.get', 'GET', '/me', aboutUser({ api: 'api:graph.me.get' }, describe)),
  graphRoute('api:graph.node.get', 'GET', '/:id', (request, ports) =>
    VERSION_ALONE.test(request.path.id ?? '') ? unknownPath(request, ports) : node(request, ports),
  ),
];
