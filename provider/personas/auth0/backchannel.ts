import type { Client, Ports, SignedIn } from '../../model/index.ts';
import { publishedKid } from './keys.ts';
import { readSession, sidOf } from './sessions.ts';
import { userIdOf } from './user.ts';

const ID = 'auth0/logout/back-channel';

const notify = async (client: Client, session: SignedIn, userId: string, ports: Ports): Promise<void> => {
  const input = {
    ...{ client, userId, sid: sidOf(session.session), issuer: ports.issuer(client) },
    ...{ nowEpochSeconds: ports.nowEpochSeconds(), random: ports.random },
  };
  const decided = ports.ask('logout.notify', input);
  if (!decided) return;
  const { url, header, claims } = decided;
  const body = new URLSearchParams({
    logout_token: await ports.engine.sign((kid) => ({ header: { ...header, kid: publishedKid(kid) }, claims })),
  }).toString();
  const because = [{ id: ID, why: `the session of ${session.person.key} ended` }];
  await ports.callApp({ endpoint: 'backchannel-logout', url, body, client, person: session.person, because });
};

/** Tells the clients that a session logged in to of its end. @see https://openid.net/specs/openid-connect-backchannel-1_0.html */
export const notifyClients = async (session: SignedIn, ports: Ports): Promise<void> => {
  const { clients, connection } = await readSession(session.session, ports);
  for (const id of clients) {
    const client = await ports.clients.find(id);
    if (client) await notify(client, session, userIdOf(session.person, connection), ports);
  }
};
