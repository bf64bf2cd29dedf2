import type { Client, Person, Ports, Reply } from '../../../model/index.ts';
import { ALWAYS, permissionsOf } from '../scopes.ts';
import { type Admitted, graphReply } from './graph-call.ts';
import { graphRoute } from './graph-route.ts';
import { aboutUser } from './user.ts';

const listed = (status: string, permissions: readonly string[]) => permissions.map((permission) => ({ permission, status }));

const list = async (person: Person, admitted: Admitted, ports: Ports): Promise<Reply> => {
  const { client, granted, app } = admitted.call;
  const key = client ? ports.consentKey({ client }) : '';
  const declined = permissionsOf(await ports.consents.declined(person, key));
  const yes = app ? permissionsOf(await ports.consents.read(person, key)) : granted;
  return graphReply({ data: [...listed('granted', yes), ...listed('declined', declined)] }, admitted);
};

/** Ends all tokens of the person for the app, and the consent. The next login shows the full dialog. */
const removeApp = async (person: Person, client: Client, ports: Ports): Promise<void> => {
  await ports.engine.kill({ sub: person.sub, clientId: client.clientId }, 'revoked-by-api');
  await ports.consents.forget(person, ports.consentKey({ client }));
  ports.sendDeauthorizationWebhooks(client, person);
};

const take = async (permission: string | undefined, person: Person, client: Client, ports: Ports): Promise<void> => {
  if (permission === undefined) return removeApp(person, client, ports);
  const granted = await ports.consents.read(person, ports.consentKey({ client }));
  if (permission !== ALWAYS && granted.includes(permission))
    await ports.consents.decline(person, ports.consentKey({ client }), [permission]);
};

/** Facebook's revocation. The plain engine ends only the sent token, and answers with an empty body. */
const remove = async (permission: string | undefined, person: Person, admitted: Admitted, ports: Ports): Promise<Reply> => {
  const { token, method, client, sent, nowEpochSeconds } = admitted.call;
  const reply: Reply = { status: 200, headers: [['Cache-Control', 'no-store']], body: '' };
  const input = { token, nowEpochSeconds, method, host: 'graph.facebook.com', plain: reply };
  const decided = ports.decide('revoke', input, { reach: 'token', reply });
  if (decided.reach === 'everything' && client) await take(permission, person, client, ports);
  if (decided.reach === 'token' && sent !== undefined) await ports.engine.kill({ value: sent }, 'revoked');
  return { ...decided.reply, headers: [...decided.reply.headers, ...admitted.usage] };
};

const LIST = { api: 'api:graph.permissions.list', openTo: 'app' } as const;
const DELETE = { api: 'api:graph.permissions.delete', openTo: 'app' } as const;

const listing = aboutUser(LIST, (person, admitted, _request, ports) => list(person, admitted, ports));
const removing = aboutUser(DELETE, (person, admitted, request, ports) =>
  remove(request.path.permission, person, admitted, ports),
);

/** `/permissions`: lists permissions, and revokes one permission or the app. */
export const permissionRoutes = [
  graphRoute('api:graph.permissions.list', 'GET', '/:id/permissions', listing),
  graphRoute('api:graph.permissions.delete', 'DELETE', '/:id/permissions', removing),
  graphRoute('api:graph.permissions.delete', 'DELETE', '/:id/permissions/:permission', removing),
];
