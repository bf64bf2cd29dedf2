import type { SignedIn } from '../../model/index.ts';
import { because, fixOf, refuseByVendor } from '../../oauth/authorize/arrival.ts';
import type { Authorization, ResolvedAuthorization } from '../../oauth/authorize/vendor.ts';
import { openPrompts } from '../../oauth/prompts.ts';
import { splitSpaces } from '../../oauth/space-delimited.ts';
import type { Step } from '../../oauth/steps.ts';
import { API_PARAM, findAudience } from './apis.ts';
import { rotationFacts } from './refresh-policy.ts';
import type { Api } from './registration.ts';
import { endOutdated, readSession, rememberClient } from './sessions.ts';
import { clientElsewhere, tenantOf } from './tenant.ts';
import { SCOPES } from './user.ts';

type LoginStep = Step<Authorization>;
type Params = Readonly<Record<string, string>>;

const OIDC_SCOPES: ReadonlySet<string> = new Set(SCOPES);

/** Parameters that a login has besides those of its request. */
export const CONNECTION_PARAM = 'lab_connection';

/** Refuses a client of another tenant as an unknown one. The lab offers to move it. */
export const refuseOtherTenant: Step<ResolvedAuthorization> = async (resolved) => {
  const { client, request, ports, params } = resolved;
  if (client || params.client_id === undefined) return undefined;
  const elsewhere = await clientElsewhere(params.client_id, ports);
  if (!elsewhere) return undefined;
  const [tenant, { host }] = [tenantOf(elsewhere), request.url];
  const why = `${elsewhere.clientId} is a client of the tenant ${tenant}, and the request is for ${host}.`;
  return refuseByVendor({ ...resolved, reason: { kind: 'setting', client: elsewhere, why, settings: { tenant: host } } });
};

/** Refuses an API that does not exist, or that the client may not use. */
export const refuseAudience: Step<ResolvedAuthorization> = async ({
  vendor,
  request,
  ports,
  sent,
  params,
  client,
  redirectUri,
  reason,
}) => {
  const named = client && ports.quiet.ask('audience.named', { params, at: 'authorize' });
  if (!client || !named) return undefined;
  const audience = await findAudience(client, named.audience, request.url.host, ports);
  const refusal = ports.ask('audience.refuse', { audience, client, grantType: 'authorization_code' });
  if (!refusal) return undefined;
  const about = { params: sent, client, redirectUriFits: redirectUri.fits };
  return because(vendor.pages.refused({ ...refusal, tells: 'app' }, about, ports), reason ?? fixOf(refusal, client));
};

/** Whether a session answers a silent request. Any other request may ask for a login. */
const counts = ({ interaction, ports }: Authorization, connection: string): boolean =>
  !splitSpaces(interaction.params.prompt).includes('none') ||
  ports.decide('session.counts', { connection, params: interaction.params }, { counts: true }).counts;

const connectionOf = async (signedIn: SignedIn | undefined, { ports }: Authorization): Promise<string | undefined> =>
  signedIn && (await readSession(signedIn.session, ports)).connection;

/** A changed password ends the sessions from before. */
export const dropOutdated: LoginStep = async (authorization) => {
  const { signedIn, ports } = authorization;
  if (signedIn && (await endOutdated(signedIn.session, signedIn.person, ports))) authorization.signedIn = undefined;
  return undefined;
};

/** A request that asks for a new login judges nobody who is signed in: an Action may have denied them. */
export const expectNewLogin: LoginStep = (authorization) => {
  const { interaction, signedIn, ports } = authorization;
  const { max_age: maxAge } = interaction.params;
  const age = signedIn ? ports.nowEpochSeconds() - signedIn.signedInAtEpochSeconds : 0;
  const isOver = interaction.chosen === undefined && maxAge !== undefined && age > Number(maxAge);
  if (isOver || openPrompts(interaction).includes('login')) authorization.signedIn = undefined;
  return undefined;
};

/** A request for an API: scopes that the API does not have are left out without a word. */
const paramsFor = (params: Params, { identifier, scopes: known }: Api): Params => {
  const asked = splitSpaces(params.scope);
  const scopes = known ? asked.filter((scope) => OIDC_SCOPES.has(scope) || known.includes(scope)) : asked;
  return { ...params, ...(params.scope !== undefined && { scope: scopes.join(' ') }), resource: identifier };
};

/** Looks up the API of the request, and the connection of the session. */
export const readFacts: LoginStep = async (authorization) => {
  const { interaction, client, request, signedIn, ports } = authorization;
  const named = ports.ask('audience.named', { params: interaction.vendorParams, at: 'authorize' });
  const audience = named && (await findAudience(client, named.audience, request.url.host, ports));
  const api = audience && 'api' in audience ? audience.api : undefined;
  const connection = await connectionOf(signedIn, authorization);
  if (connection !== undefined && !counts(authorization, connection)) authorization.signedIn = undefined;
  authorization.interaction = {
    ...interaction,
    params: api ? paramsFor(interaction.params, api) : interaction.params,
    vendorParams: {
      ...interaction.vendorParams,
      ...(api && { [API_PARAM]: JSON.stringify(api) }),
      ...(connection !== undefined && { [CONNECTION_PARAM]: connection }),
      ...rotationFacts(client),
    },
  };
  return undefined;
};

/** A sign-in of this login is young enough for every `max_age`. */
export const dropSatisfiedAge: LoginStep = (authorization) => {
  const { interaction, signedIn } = authorization;
  if (!signedIn || interaction.chosen !== signedIn.person.sub) return undefined;
  const { max_age: _, ...params } = interaction.params;
  authorization.interaction = { ...interaction, params };
  return undefined;
};

/** Remembers which clients a session logged in to: they hear of its end. */
export const rememberLogin: LoginStep = async ({ answer, signedIn, client, ports }) => {
  if (answer?.kind !== 'answer' || 'error' in answer.payload || !signedIn) return undefined;
  await rememberClient(signedIn.session, client.clientId, ports);
  return undefined;
};
