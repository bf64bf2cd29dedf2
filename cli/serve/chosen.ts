import { PERSONA_IDS, type World } from '../../provider/index.ts';
import { type Client, LoginLabError, type PersonaId } from '../../provider/model/index.ts';
import { oneOf } from '../nearest.ts';

/** A client as `--app-client` and `--redirect` name it. */
export interface ClientOptions {
  readonly appClient?: Pick<Client, 'clientId' | 'clientSecret'>;
  readonly redirect?: readonly string[];
}

/** The personas of `--persona`; all, when it was left out. Throws `unknown-id`. */
export const chosenPersonas = (asked: readonly string[] | undefined): readonly PersonaId[] => {
  const listing = 'loginlab list personas';
  return asked?.map((value) => oneOf({ what: 'persona', field: '--persona', value, listing }, PERSONA_IDS)) ?? PERSONA_IDS;
};

/** Registers the client of the options with each persona; its first token request may set another issuer. Throws `usage` for a redirect URI without a client. */
export const registerClient = async (
  world: World,
  personas: readonly PersonaId[],
  { appClient, redirect }: ClientOptions,
  issuer: 'local' | 'vendor' = 'local',
): Promise<void> => {
  if (appClient === undefined) {
    if (redirect === undefined) return;
    throw new LoginLabError(
      'usage',
      '--redirect: needs the client that the redirect URI belongs to.\n  Add --app-client ID:SECRET',
    );
  }
  for (const persona of personas)
    await world[persona].register({ ...appClient, ...(redirect && { redirectUris: redirect }), issuer, provisional: true });
};
