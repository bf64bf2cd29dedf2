/**
 * An unregistered client or redirect URI. The persona refuses it like its vendor, and the lab offers to register exactly
 * that client.
 */
import { type Client, type LabRequest, type RefusalReason, type Suggestion, shellQuoted } from '../model/index.ts';
import type { ExchangeContext } from '../world/index.ts';
import { credentialsOf, parametersOf } from './request-params.ts';

/** Characters that are safe in a command, because people copy it into a shell. */
const CLIENT_ID = /^[\x21-\x7e]{1,256}$/;
const REDIRECT_URI = /^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,2000}$/i;

const isUri = (text: string | undefined): text is string =>
  text !== undefined && REDIRECT_URI.test(text) && URL.canParse(text) && !text.includes('#');

const commandOf = (method: 'POST' | 'PATCH', url: string, body: object): string =>
  `curl -X ${method} ${shellQuoted(url)} -H 'content-type: application/json' -d ${shellQuoted(JSON.stringify(body))}`;

/** The control API takes plain HTTP too, which needs no trust. */
const plain = (labUrl: string): string => labUrl.replace(/^https:/, 'http:');

const clientsOf = ({ labUrl, world, persona }: ExchangeContext): string =>
  `${plain(labUrl)}/_lab/worlds/${world.id}/personas/${persona.id}/clients`;

const suggestion = (
  context: ExchangeContext,
  client: Client | undefined,
  clientId: string,
  redirectUri: string | undefined,
): Suggestion => {
  const clients = clientsOf(context);
  const redirectUris = [...(client?.redirectUris ?? []), ...(redirectUri === undefined ? [] : [redirectUri])];
  const isAtVendor = context.world.unregisteredClients.byVendorAddress.has(context.persona.id);
  const register = {
    clientId,
    redirectUris,
    ...(client === undefined && isAtVendor && { issuer: 'vendor' as const }),
    ...(client === undefined && { provisional: true as const }),
  };
  const switches = [
    `--app-client ${shellQuoted(`${clientId}:SECRET`)}`,
    ...redirectUris.map((uri) => `--redirect ${shellQuoted(uri)}`),
  ];
  return {
    why: client ? `${redirectUri} is not a registered redirect URI of ${clientId}.` : `No client ${clientId} is registered here.`,
    persona: context.persona.id,
    register,
    curl: client
      ? commandOf('PATCH', `${clients}/${encodeURIComponent(clientId)}`, { redirectUris })
      : commandOf('POST', clients, register),
    switches: switches.join(' '),
  };
};

/** The offer to change settings of a registered client. No option of a command sets them. */
const settingSuggestion = (
  context: ExchangeContext,
  { client, why, settings }: Extract<RefusalReason, { kind: 'setting' }>,
): Suggestion => {
  const { clientId, redirectUris } = client;
  return {
    ...{ why, persona: context.persona.id, register: { clientId, redirectUris, settings } },
    curl: commandOf('PATCH', `${clientsOf(context)}/${encodeURIComponent(clientId)}`, settings),
    switches: '',
  };
};

/** Returns the offer for a refusal. Undefined if no command could express it. */
export const suggestFor = (context: ExchangeContext, reason: RefusalReason | undefined): Suggestion | undefined => {
  if (reason === undefined || reason.kind === 'refused-before') return undefined;
  if (reason.kind === 'setting') return settingSuggestion(context, reason);
  const redirectUri = isUri(reason.redirectUri) ? reason.redirectUri : undefined;
  if (reason.kind === 'redirect-uri')
    return redirectUri === undefined ? undefined : suggestion(context, reason.client, reason.client.clientId, redirectUri);
  return CLIENT_ID.test(reason.clientId) ? suggestion(context, undefined, reason.clientId, redirectUri) : undefined;
};

/** Registers what was offered. Throws `usage` for an invalid redirect URI. */
export const accept = async (context: Pick<ExchangeContext, 'world' | 'persona'>, { register }: Suggestion): Promise<Client> => {
  const { clients } = context.world;
  const known = await clients.find(context.persona.id, register.clientId);
  const { settings = {}, ...rest } = register;
  return clients.register(context.persona, { ...known, ...rest, ...settings });
};

/**
 * A provisional client is complete with its first token request: its secret, and by the address in use its issuer.
 * `request` is the request as it was sent, whatever faults make the persona read.
 */
export const completeClient = async (context: ExchangeContext, client: Client, request: LabRequest): Promise<Client> => {
  if (client.provisional === undefined) return client;
  const { provisional: _, ...rest } = client;
  const clientSecret = client.clientSecret ?? parametersOf(request).client_secret ?? credentialsOf(request)?.secret;
  const issuer = context.mount.kind === 'vendor' ? 'vendor' : client.issuer;
  const complete = await context.world.clients.register(context.persona, {
    ...rest,
    issuer,
    ...(clientSecret !== undefined && { clientSecret }),
  });
  const learned = client.clientSecret === undefined && clientSecret !== undefined ? 'it set the client secret and' : 'it set';
  context.log.because(
    'lab/provisional-client',
    `the first token request of ${client.clientId}: ${learned} the issuer ${issuer}; later requests must match`,
  );
  return complete;
};
