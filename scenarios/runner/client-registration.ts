import { loadPersona } from '../../provider/index.ts';
import {
  type ClientInput,
  isApi,
  LoginLabError,
  type OauthPersona,
  type PersonaId,
  speaksOauth,
  type World,
} from '../../provider/model/index.ts';
import { randomByPattern } from '../../provider/world/random.ts';
import { type App, fillPlaceholders, type PersonaEnv, seesVendors } from '../model/index.ts';

const CLIENT_KIND = { web: 'web', api: 'web', spa: 'spa', cli: 'desktop' } as const;

export const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** Fills the port in, for `fillPlaceholders`. */
export const portAs = (port: string) => (name: string) => (name === 'port' ? port : undefined);

type Addresses = Pick<PersonaEnv, 'issuer' | 'apiBase'>;

/** Below the local address the issuer ends as the vendor's does: that of Auth0 with a slash. */
const localAddresses = ({ address }: World[PersonaId], { oauth: { issuer } }: OauthPersona): Addresses => ({
  issuer: address + issuer.slice(new URL(issuer).origin.length),
  apiBase: address,
});

const vendorAddresses = ({ oauth: { issuer }, routes }: OauthPersona): Addresses => {
  const api = routes.find(({ endpoint }) => isApi(endpoint));
  return { issuer, apiBase: api ? `https://${api.host}` : issuer };
};

/** Where an app may take any way, its first token request sets the issuer. */
const issuerOf = ({ connect }: App): Pick<ClientInput, 'issuer' | 'provisional'> => {
  if (connect === 'any') return { provisional: true };
  return seesVendors(connect) ? { issuer: 'vendor' } : {};
};

/** Settings of the persona that the config names, with the port of this instance. */
const settingsOf = ({ registration = {} }: App, id: PersonaId, url: URL): object =>
  JSON.parse(JSON.stringify(registration[id] ?? {}), (_, value: unknown) =>
    typeof value === 'string' ? fillPlaceholders(value, portAs(portOf(url))) : value,
  );

/** Registers a client. A setting that the persona refuses is an error of the config. */
const registerAs = async (world: World, id: PersonaId, app: App, client: ClientInput): Promise<void> => {
  try {
    await world[id].register(client);
  } catch (cause) {
    if (!(cause instanceof LoginLabError) || app.registration?.[id] === undefined) throw cause;
    const field = `registration.${id}`;
    throw new LoginLabError('config', `The app "${app.id}" cannot be registered: ${cause.message}`, { cause, field });
  }
};

/** Registers an app as a new client of a persona. Returns its addresses and credentials. */
export const registerClient = async (world: World, id: PersonaId, app: App, url: URL): Promise<PersonaEnv> => {
  const persona = await loadPersona(id);
  if (!speaksOauth(persona))
    throw new LoginLabError('unsupported', `${persona.title} is no OAuth provider: an app cannot sign in there.`);
  const kind = app.clientKind ?? CLIENT_KIND[app.kind];
  const hasSecret = kind === 'web' || kind === 'desktop';
  const { credentials } = persona.oauth;
  const clientId = randomByPattern(credentials.clientId);
  const clientSecret = hasSecret ? randomByPattern(credentials.clientSecret) : '';
  const path = app.redirectPath?.replaceAll('{persona}', id);
  const isVendor = seesVendors(app.connect);
  const redirectUris = [`${url.origin}${path ?? '/*'}`];
  const client: ClientInput = { ...settingsOf(app, id, url), clientId, kind, name: app.id, redirectUris, ...issuerOf(app) };
  await registerAs(world, id, app, hasSecret ? { ...client, clientSecret } : client);
  return {
    ...(isVendor ? vendorAddresses(persona) : localAddresses(world[id], persona)),
    clientId,
    clientSecret,
    redirectUri: `${url.origin}${path ?? `/callback/${id}`}`,
  };
};
