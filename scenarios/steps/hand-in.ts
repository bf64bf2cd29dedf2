import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { claimsOf, jwtHeaderOf } from '../traffic/index.ts';
import { unknownKid } from './key-set.ts';

/** What a front end hands to its server. */
export type HandedKind = 'id_token' | 'access_token';

/** A token, and the user that the front end claims. */
export interface Handed {
  readonly token: string;
  readonly user: string;
}

/** A token that the provider issues to a client for a person. The ID token may be made invalid. */
export const issue = async (
  { world, persona }: Pick<ScenarioContext, 'world' | 'persona'>,
  request: { readonly as: Pick<Visitor, 'key'>; readonly clientId: string; readonly tamper?: boolean },
  kind: HandedKind,
): Promise<Handed> => {
  const { id_token = '', access_token } = await world[persona].mint({ ...request, as: request.as.key });
  const user = String(claimsOf(id_token).sub ?? '');
  return { token: kind === 'id_token' ? id_token : access_token, user };
};

/** The same JWT with an id in its header that no key has. Its signature, which is for another header, is invalid. */
export const withUnknownKid = (jwt: string): string => {
  const header = { ...jwtHeaderOf(jwt), kid: unknownKid(9) };
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...jwt.split('.').slice(1)].join('.');
};

/** A client of somebody else at the provider, with the secret that it got. */
export const registerForeignClient = async (
  { world, persona }: Pick<ScenarioContext, 'world' | 'persona'>,
  clientId: string,
): Promise<string> => {
  const redirectUris = ['https://cats.example/callback'];
  await world[persona].register({ clientId, clientSecret: 'f'.repeat(32), name: 'A quiz about cats', redirectUris });
  return clientId;
};

/** A valid token, handed in. */
export interface HandedIn {
  /** The kind that signed its person in; undefined if neither did. */
  readonly kind: HandedKind | undefined;
  readonly visit: Visit;
}

/** Hands in a valid token of the wanted kind, and one of the other kind if the app does not take it; each in a new browser. */
export const seeHandIn = async (context: ScenarioContext, wanted: HandedKind): Promise<HandedIn> => {
  const { app, person } = context;
  const hand = async (kind: HandedKind): Promise<HandedIn> => {
    const visitor = await person.inNewBrowser();
    const { token, user } = await issue(context, { as: person, clientId: app.clientId }, kind);
    const visit = await visitor.handsInToken(token, user);
    return { kind: visit.ok && (await visitor.isSignedIn()) ? kind : undefined, visit };
  };
  const first = await hand(wanted);
  return first.kind ? first : hand(wanted === 'id_token' ? 'access_token' : 'id_token');
};
