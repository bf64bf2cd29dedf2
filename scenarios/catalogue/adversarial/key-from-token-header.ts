import {
  defineScenario,
  lab,
  type ScenarioContext,
  spec,
  type ThirdPartyRequest,
  type ThirdPartyServer,
} from '../../model/index.ts';
import * as steps from '../../steps/index.ts';

interface Seen {
  readonly forged: steps.ForgedLogin;
  /** Requests that arrived at the addresses in the headers. */
  readonly fetched: readonly ThirdPartyRequest[];
}

/** Bits that make a forgery of an issuer's address and of one that is the attacker's. */
const addressesOf = (port: number, issuer: string) => {
  const { host } = URL.canParse(issuer) ? new URL(issuer) : { host: issuer };
  return { plain: `http://127.0.0.1:${port}`, withUser: `http://${host}@127.0.0.1:${port}`, host };
};

const signedElsewhere = (header: (at: ReturnType<typeof addressesOf>) => Readonly<Record<string, unknown>>) => (port: number) =>
  (({ iss }: steps.GoodClaims) => ({
    signature: 'foreign-key',
    header: header(addressesOf(port, iss)),
  })) satisfies steps.Forgery['make'];

const hmacUnder = (kid: string) => () => () => ({ signature: 'hs256-empty', header: { kid } }) as const;

const BY_FOREIGN_KEY = 'signed with a key that is not the provider’s,';

/** Forgeries, each as a function of the port of a server that is not the provider's. */
const FORGERIES: Readonly<Record<string, { readonly says: string; readonly at: (port: number) => steps.Forgery['make'] }>> = {
  jku: {
    says: `${BY_FOREIGN_KEY} whose header names the address of the key set (jku)`,
    at: signedElsewhere(({ plain }) => ({ jku: `${plain}/jwks.json` })),
  },
  'jku-unknown-kid': {
    says: `${BY_FOREIGN_KEY} whose header names an unknown key id and the address of the key set (jku)`,
    at: signedElsewhere(({ plain }) => ({ jku: `${plain}/jwks.json`, kid: steps.unknownKid(7) })),
  },
  'jku-alike': {
    says: `${BY_FOREIGN_KEY} whose jku has the host of the provider in its path`,
    at: signedElsewhere(({ plain, host }) => ({ jku: `${plain}/${host}/jwks.json` })),
  },
  'jku-userinfo': {
    says: `${BY_FOREIGN_KEY} whose jku has the host of the provider before an @`,
    at: signedElsewhere(({ withUser }) => ({ jku: `${withUser}/jwks.json` })),
  },
  x5u: {
    says: `${BY_FOREIGN_KEY} whose header names the address of a certificate (x5u)`,
    at: signedElsewhere(({ plain }) => ({ x5u: `${plain}/certificate.pem` })),
  },
  jwk: { says: `${BY_FOREIGN_KEY} which its header has itself (jwk)`, at: () => () => ({ signature: 'embedded-key' }) },
  x5c: {
    says: `${BY_FOREIGN_KEY} whose certificate its header has itself (x5c)`,
    at: () => () => ({ signature: 'embedded-certificate' }),
  },
  'kid-path': {
    says: 'signed with HS256 and an empty secret, whose key id is the path of an empty file',
    at: hmacUnder('../../../../../../../../../../dev/null'),
  },
  'kid-sql': {
    says: 'signed with HS256 and an empty secret, whose key id is SQL that selects an empty text',
    at: hmacUnder("x' UNION SELECT '' -- "),
  },
  'kid-inherited': {
    says: `${BY_FOREIGN_KEY} whose key id is the name of a member that every object inherits`,
    at: () => () => ({ signature: 'foreign-key', header: { kid: '__proto__' } }),
  },
};

const forgeriesAt = (port: number): steps.Forgeries =>
  Object.fromEntries(Object.entries(FORGERIES).map(([name, { says, at }]) => [name, { says, make: at(port) }]));

const openServer = async (context: ScenarioContext): Promise<ThirdPartyServer> =>
  (await context.twist(() => context.thirdPartyServer())) ?? { port: 0, requests: [] };

export default defineScenario<Seen>({
  id: 'adversarial/key-from-token-header',
  title: 'The header of the ID token says where its key is',
  level: 'MUST',
  basis: [
    spec('RFC8725-3.10'),
    spec('RFC8725-3.8'),
    spec('RFC7515-4.1.2'),
    spec('RFC7515-10.3'),
    spec('OIDCC-10.1'),
    lab('an address in a token that nobody has verified is that of anybody: fetching it is a request on behalf of an attacker'),
  ],
  provider:
    'Issues an ID token with correct claims, signed with a key of an attacker. Its header has that key, or names an address, a file or a row where it would be found.',
  rightClient:
    'Uses nothing of the header but alg, which it compares with RS256, and kid, which it compares with those of the key set. It fetches no address of the header, and refuses the ID token.',
  fix: 'Take keys from the jwks_uri of your provider only. Ignore jku, x5u, jwk and x5c in the header. Compare kid with the ids of the key set; never use it as a path, in a query, or as the name of a member.',
  personas: ['google', 'auth0'],
  needs: ['signIn', 'whoAmI'],
  shows: [],
  variants: steps.variantsFrom(forgeriesAt(0)),
  bites: [
    { client: 'web', mutant: 'adv-jku-followed', variant: 'jku', verdict: 'fail', check: 'no-fetch' },
    { client: 'web', mutant: 'adv-jku-followed', variant: 'jku-unknown-kid', verdict: 'fail', check: 'no-fetch' },
    { client: 'web', mutant: 'adv-jku-of-issuer-prefix', variant: 'jku-alike', verdict: 'fail', check: 'no-fetch' },
    { client: 'web', mutant: 'adv-x5u-followed', variant: 'x5u', verdict: 'fail', check: 'no-fetch' },
    { client: 'web', mutant: 'adv-embedded-key', variant: 'jwk', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-x5c-believed', variant: 'x5c', verdict: 'fail', check: 'forged-id-token-refused' },
    { client: 'web', mutant: 'adv-kid-as-path', variant: 'kid-path', verdict: 'fail', check: 'forged-id-token-refused' },
  ],
  async steps(context) {
    const { port, requests } = await openServer(context);
    const forged = await steps.seeForgedLogin(context, forgeriesAt(port));
    return { forged, fetched: [...requests] };
  },
  control: ({ forged }, context) => steps.checkGoodLogins(forged, context),
  async judge({ forged, fetched }, context) {
    const { says } = forged.forgery;
    const found = `fetched ${fetched.map(({ method, url }) => `${method} ${url}`).join(', ')}, an address that only the header of the ID token names`;
    const { redeemed } = forged.login;
    context.check.must(
      'no-fetch',
      `No address of the header is fetched for an ID token ${says}`,
      fetched.length === 0,
      found,
      redeemed,
    );
    await steps.checkSignatureRefused(forged, context);
  },
});
