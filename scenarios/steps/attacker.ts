/** A person who wants that somebody else uses their account, and what they answer in place of the provider. */
import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, ThirdPartyAnswer, Visitor } from '../model/index.ts';
import { after, bearerOf, claimsOf, jwtHeaderOf, markOf, paramsOf } from '../traffic/index.ts';
import { isStruck } from './fault.ts';
import { goodClaimsOf, idTokenOf, injectAt } from './id-token.ts';
import { unknownKid } from './key-set.ts';
import { seeLogin } from './login.ts';

type Json = Readonly<Record<string, unknown>>;

export interface Attacker {
  readonly who: Visitor;
  /** Answers to a code with tokens of the attacker. They are right for the login under way, and the provider issued them. */
  readonly redeems: ThirdPartyAnswer;
  /** Answers to a refresh with an access token of the attacker. */
  readonly refreshes: ThirdPartyAnswer;
  /** Answers as userinfo: the subject of the login under way, and name and address of the attacker. */
  readonly isDescribed: ThirdPartyAnswer;
  /** Answers as key set, with the key of `signsIdTokens`. */
  readonly publishesKey: ThirdPartyAnswer;
  /** From now on ID tokens name the attacker, and are signed with a key that is not the provider's. */
  signsIdTokens(): Promise<void>;
  /** Requests to the provider with a token that the attacker handed out. */
  uses(): Promise<readonly Exchange[]>;
}

const KID = unknownKid(6);
const IDENTITY = ['sub', 'name', 'given_name', 'family_name', 'email', 'email_verified'];
const identityIn = (idToken: string): Json =>
  Object.fromEntries(Object.entries(claimsOf(idToken)).filter(([name]) => IDENTITY.includes(name)));

const nonceOf = async ({ wire }: ScenarioContext): Promise<string | null | undefined> => {
  const asked = (await wire.authorizations()).at(-1);
  return asked && paramsOf(asked).get('nonce');
};

/** The key that forged ID tokens are signed with: an ID token that carries it tells it. */
const foreignKey = async (context: ScenarioContext): Promise<Json> => {
  const { world, wire } = context;
  const { from = [] } = goodClaimsOf(await wire.all()) ?? {};
  await injectAt(context, from, { tamperIdToken: { signature: 'embedded-key' } });
  const mark = markOf(await wire.all());
  await seeLogin(await context.secondPerson(), context);
  await world.faults.clear();
  const carrier = after(await wire.all(), mark).find((each) => isStruck(each) && idTokenOf(each));
  const { jwk } = jwtHeaderOf((carrier && idTokenOf(carrier)) ?? '');
  return { ...(jwk as Json | undefined), kid: KID, alg: 'RS256', use: 'sig' };
};

/** A new person with an account at the provider, as an attacker of this client. */
export const attackerIn = async (context: ScenarioContext): Promise<Attacker> => {
  const { app, persona, secondPerson, wire, world } = context;
  const who = await secondPerson();
  const issued: string[] = [];
  const mint = async (claims: Json = {}) => {
    const tokens = await world[persona].mint({ as: who.key, clientId: app.clientId, claims });
    issued.push(tokens.access_token);
    return tokens;
  };
  let key: Json | undefined;
  return {
    who,
    async redeems() {
      const nonce = await nonceOf(context);
      return mint(nonce ? { nonce } : {});
    },
    async refreshes() {
      const { access_token, token_type, expires_in } = await mint();
      return { access_token, token_type, expires_in };
    },
    async isDescribed() {
      const { id_token: own = '' } = await mint();
      const carrier = (await wire.all()).findLast(idTokenOf);
      const { sub } = claimsOf((carrier && idTokenOf(carrier)) ?? '');
      return { ...identityIn(own), ...(sub !== undefined && { sub }) };
    },
    publishesKey: () => ({ keys: key ? [key] : [] }),
    async signsIdTokens() {
      const { from = [] } = goodClaimsOf(await wire.all()) ?? {};
      key = await foreignKey(context);
      const { id_token: own = '' } = await mint();
      const tampering = { signature: 'foreign-key', header: { kid: KID }, claims: identityIn(own) } as const;
      await injectAt(context, from, { tamperIdToken: tampering });
    },
    uses: async () => (await wire.all()).filter((each) => issued.includes(bearerOf(each) ?? '')),
  };
};
