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

/** Where the browser of a person comes back to an app. */
export interface Callback {
  /** Base address of the app. */
  readonly url: URL;
  /** Redirect URI that is no address of the app. */
  readonly elsewhere: string | undefined;
}

/** Registers an app as a new client of a persona, with its own APIs. Returns its addresses and credentials. */
export const registerClient = async (
  world: World,
  id: PersonaId,
  app: App,
  { url, elsewhere }: Callback,
): Promise<PersonaEnv> => {
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
  const settings = persona.registration?.forApp?.({ origin: url.origin, audiences: audiencesOf(app) });
  const client: ClientInput = { clientId, kind, name: app.id, redirectUris, ...settings, ...issuerOf(app) };
  await world[id].register(clientSecret === '' ? client : { ...client, clientSecret });
  return {
    ...(seesVendors(app.connect) ? vendorAddresses(persona) : localAddresses(world, persona)),
    clientId,
    clientSecret,
    redirectUri: own ?? `${url.origin}${path ?? `/callback/${id}`}`,
  };
};
