import type { Client, LabRequest, Ports, Reply, SignedIn } from '../../model/index.ts';
import { because, fixOf } from '../../oauth/authorize/arrival.ts';
import { readForm, readQuery } from '../../oauth/parameters.ts';
import { redirect } from '../../oauth/replies.ts';
import { isFromElsewhere } from '../../oauth/same-site.ts';
import { consentPage } from '../../pages/index.ts';
import { auth0Route, unrouted } from './auth0-route.ts';
import { notifyClients } from './backchannel.ts';
import { ENDPOINTS } from './endpoints.ts';
import { NONCE_LENGTH, showError } from './pages.ts';
import { registrationOf } from './registration.ts';
import { readSession, sidOf, signOutUpstream } from './sessions.ts';

type Params = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;
type Place = 'v2' | 'oidc';

/** What a visit to a logout address is about. */
interface Visit {
  readonly at: Place;
  readonly params: Params;
  readonly client?: Client;
  readonly allowed: readonly string[];
  readonly hint?: Json;
  readonly session?: SignedIn;
}

const hintOf = async (params: Params, ports: Ports): Promise<Json | undefined> =>
  params.id_token_hint === undefined ? undefined : (await ports.engine.verify(params.id_token_hint))?.claims;

const clientIdOf = (params: Params, hint: Json | undefined): string | undefined =>
  params.client_id ?? (typeof hint?.aud === 'string' ? hint.aud : undefined);

/** With a client its own list applies, without one that of the tenant: those of all its clients. */
const allowedFor = async (client: Client | undefined, ports: Ports): Promise<readonly string[]> => {
  const clients = client ? [client] : await ports.clients.all();
  return clients.flatMap((each) => registrationOf(each).logoutUrls ?? []);
};

const readVisit = async (at: Place, params: Params, ports: Ports): Promise<Visit> => {
  const hint = at === 'oidc' ? await hintOf(params, ports) : undefined;
  const id = clientIdOf(params, hint);
  const client = id === undefined ? undefined : await ports.clients.find(id);
  const session = (await ports.browser.accounts()).at(-1);
  ports.note({ ...(client && { client: client.clientId }), ...(session && { person: session.person }) });
  const about = { ...(client && { client }), ...(hint && { hint }), ...(session && { session }) };
  return { at, params, ...about, allowed: await allowedFor(client, ports) };
};

/** Ends what the clients of a session hold of its person, unless the vendor says otherwise. */
const endTokens = async ({ session, person }: SignedIn, ports: Ports): Promise<void> => {
  if (ports.decide('logout.tokens', { person }, { liveOn: false }).liveOn) return;
  await ports.engine.kill({ sub: person.sub, clientIds: (await readSession(session, ports)).clients }, 'signed-out');
};

/** Ends the session of the browser, tells the clients that it logged in to, and ends the one upstream if that is asked for. */
const signOut = async ({ at, params, session }: Visit, request: LabRequest, ports: Ports): Promise<void> => {
  if (session) await notifyClients(session, ports);
  if (session) await endTokens(session, ports);
  await ports.browser.signOut();
  const { ends } = ports.decide('logout.federated', { at, params }, { ends: false });
  if (ends) await signOutUpstream(request.headers.cookie, ports);
};

const OK: Reply = { status: 200, headers: [['Content-Type', 'text/html; charset=utf-8']], body: 'OK' };

/** Asks whether the person wants to log out, where no hint proves who asks. */
const confirm = async (visit: Visit, ports: Ports): Promise<Reply> =>
  consentPage({
    ...{ vendor: 'Auth0', appName: visit.client?.name ?? 'the application', email: visit.session?.person.email ?? '' },
    action: ports.address(ENDPOINTS.oidcLogout),
    ticket: await ports.save({ logout: visit.params }),
    words: { title: 'Log out', legend: 'Are you sure you want to log out?', allow: 'Yes', deny: 'No' },
    scopes: [],
    nonce: ports.random(NONCE_LENGTH),
  });

const answer = async (visit: Visit, isConfirmed: boolean, request: LabRequest, ports: Ports): Promise<Reply> => {
  const { at, params, client, allowed, hint, session } = visit;
  const sid = session && sidOf(session.session);
  const about = { at, params, allowed, ...(client && { client }), ...(hint && { hint }), ...(sid !== undefined && { sid }) };
  const decided = ports.ask('logout.return', about);
  if (!decided) return unrouted(request, ports);
  if (decided.confirm && session && !isConfirmed) return confirm(visit, ports);
  if (at === 'v2' || !decided.refuse) await signOut(visit, request, ports);
  if (decided.refuse) return because(showError({ status: 400, ...decided.refuse }, ports), fixOf(decided.refuse, client));
  return decided.to === undefined ? OK : redirect(decided.to);
};

const logout = async (request: LabRequest, ports: Ports): Promise<Reply> =>
  answer(await readVisit('v2', readQuery(request).params, ports), true, request, ports);

/** The form of the confirmation page, or a logout request. */
const oidcLogout = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const sent = request.method === 'POST' ? readForm(request).params : readQuery(request).params;
  const isForm =
    sent.ticket !== undefined && request.method === 'POST' && !isFromElsewhere(request, [ENDPOINTS.authorize], ports);
  const saved = isForm ? (await ports.load(sent.ticket ?? ''))?.logout : undefined;
  if (isForm && (saved === undefined || sent.decision !== 'allow')) return OK;
  const visit = await readVisit('oidc', (saved as Params | undefined) ?? sent, ports);
  return answer(visit, saved !== undefined, request, ports);
};

export const logoutRoutes = [
  auth0Route('logout', ['GET', 'HEAD'], ENDPOINTS.logout, logout),
  auth0Route('logout', ['GET', 'HEAD', 'POST'], ENDPOINTS.oidcLogout, oidcLogout),
];
