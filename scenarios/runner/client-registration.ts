import { loadPersona } from '../../provider/index.ts';
import {
  type ClientInput,
  isApi,
  LoginLabError,
  localIssuer,
  type OauthPersona,
  OWN_API,
  type PersonaId,
  speaksOauth,
  type World,
} from '../../provider/model/index.ts';
import { randomByPattern } from '../../provider/world/random.ts';
import { type App, type PersonaEnv, seesVendors } from '../model/index.ts';
import type { AppPlace } from './app-place.ts';

const CLIENT_KIND = { web: 'web', api: 'web', spa: 'spa', cli: 'desktop' } as const;

type Addresses = Pick<PersonaEnv, 'issuer' | 'apiBase'>;

const localAddresses = (world: World, persona: OauthPersona): Addresses => {
  const { address } = world[persona.id];
  return { issuer: localIssuer(address, persona), apiBase: address };
};

const vendorAddresses = ({ oauth: { issuer }, routes }: OauthPersona): Addresses => {
  const api = routes.find(({ endpoint }) => isApi(endpoint) && endpoint !== OWN_API);
  return { issuer, apiBase: api ? `https://${api.host}` : issuer };
};

/** Where an app may take any way, its first token request sets the issuer. */
const issuerOf = ({ connect }: App): Pick<ClientInput, 'issuer' | 'provisional'> => {
  if (connect === 'any') return { provisional: true };
  return seesVendors(connect) ? { issuer: 'vendor' } : {};
};

const hasSecret = (kind: App['clientKind'], { oauth: { credentials } }: OauthPersona): boolean =>
  kind === 'web' || (kind === 'desktop' && !credentials.installedAppsArePublic);

const audiencesOf = ({ apis }: App): readonly string[] => apis.flatMap(({ audience }) => audience || []);

/** Settings of the persona that the config names, with the ports of this instance. */
const settingsOf = ({ registration = {} }: App, id: PersonaId, place: Callback['place']): object =>
  JSON.parse(JSON.stringify(registration[id] ?? {}), (_, value: unknown) =>
    typeof value === 'string' ? place.fill(value, Number(place.url.port)) : value,
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

/** Where the browser of a person comes back to an app. */
export interface Callback {
  /** Base address of the app, and the ports of this instance for the texts of its config. */
  readonly place: Pick<AppPlace, 'url' | 'fill'>;
  /** Redirect URI that is no address of the app. */
  readonly elsewhere: string | undefined;
}

/** Registers an app as a new client of a persona, with its own APIs. Returns its addresses and credentials. */
export const registerClient = async (
  world: World,
  id: PersonaId,
  app: App,
  { place, elsewhere }: Callback,
): Promise<PersonaEnv> => {
  const { url } = place;
  const persona = await loadPersona(id);
  if (!speaksOauth(persona))
    throw new LoginLabError('unsupported', `${persona.title} is no OAuth provider: an app cannot sign in there.`);
  const kind = app.clientKind ?? CLIENT_KIND[app.kind];
  const { credentials } = persona.oauth;
  const clientId = randomByPattern(credentials.clientId);
  const clientSecret = hasSecret(kind, persona) ? randomByPattern(credentials.clientSecret) : '';
  const path = app.redirectPath?.replaceAll('{persona}', id);
  const own = elsewhere?.replaceAll('{persona}', id);
  const redirectUris = [own ?? `${url.origin}${path ?? '/*'}`];
  const settings = {
    ...persona.registration?.forApp?.({ origin: url.origin, audiences: audiencesOf(app) }),
    ...settingsOf(app, id, place),
  };
  const client: ClientInput = { ...settings, clientId, kind, name: app.id, redirectUris, ...issuerOf(app) };
  await registerAs(world, id, app, clientSecret === '' ? client : { ...client, clientSecret });
  return {
    ...(seesVendors(app.connect) ? vendorAddresses(persona) : localAddresses(world, persona)),
    clientId,
    clientSecret,
    redirectUri: own ?? `${url.origin}${path ?? `/callback/${id}`}`,
  };
};
