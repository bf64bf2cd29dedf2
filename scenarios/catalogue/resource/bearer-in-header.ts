import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly visit: model.Visit;
  readonly wire: readonly Exchange[];
}

type Way = 'header' | 'address' | 'body';

/** Endpoints that take a token as a parameter, in their own form. */
const ABOUT_TOKENS = new Set(['token', 'tokeninfo', 'revoke', 'debug-token', 'token-info', 'client-code', 'logout']);

const isResource = ({ endpoint }: Exchange): boolean => endpoint.startsWith('api:') || endpoint === 'userinfo';

const ofOauth = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.filter(({ endpoint }) => endpoint === 'token').flatMap((each) => traffic.memberOf(each, 'access_token') ?? []);

/** Those that an API gives for a password have a scheme of its own. */
const ofPasswords = (exchanges: readonly Exchange[]): readonly string[] =>
  exchanges.filter(traffic.isLogin).flatMap((each) => traffic.memberOf(each, 'token') ?? []);

const tokensOf = (exchanges: readonly Exchange[]): readonly string[] => [
  ...new Set([...ofOauth(exchanges), ...ofPasswords(exchanges)]),
];

const waysOf = (exchange: Exchange, tokens: readonly string[]): readonly Way[] => {
  const { url, headers, body = '' } = exchange.request;
  const has = (text: string) => tokens.some((token) => text.includes(token) || text.includes(encodeURIComponent(token)));
  const texts = { header: headers.map(([, value]) => value).join('\n'), address: url, body };
  return (['header', 'address', 'body'] as const).filter((way) => has(texts[way]));
};

const distinct = (exchanges: readonly Exchange[]): string => [...new Set(exchanges.map(traffic.describeExchange))].join('; ');

export default model.defineScenario<Seen>({
  id: 'resource/bearer-in-header',
  title: 'The access token is sent in the Authorization header',
  level: 'MUST',
  basis: [
    model.spec('RFC6750-2'),
    model.spec('RFC6750-2.1'),
    model.spec('RFC6750-5.3'),
    model.spec('RFC9700-4.3.2'),
    model.vendor('G-86'),
    model.vendor('F-52'),
  ],
  seedQuestion: 'S3',
  provider: 'Behaves correctly, and accepts the token from the header and from the URL.',
  rightClient: 'Sends the access token in `Authorization: Bearer …` of each API call, in one place only, and only to the API.',
  fix: 'Send the token in the header `Authorization: Bearer …`, and remove `access_token` from URLs, which leak into logs, histories and Referer headers.',
  personas: ['google', 'facebook', 'auth0', 'first-party'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'first-use': 'with the token of the login',
    'next-hour': 'with the next token, after the first was aged past its lifetime',
  },
  motion: 'age',
  bites: [
    { client: 'web', personas: ['google'], mutant: 'res-token-in-query', verdict: 'fail', check: 'not-in-address' },
    { client: 'web', mutant: 'res-token-twice', variant: 'first-use', verdict: 'fail', check: 'one-way' },
    { client: 'web', mutant: 'res-token-in-query-on-retry', variant: 'next-hour', verdict: 'fail', check: 'not-in-address' },
    { client: 'graph-client', mutant: 'res-token-in-query', variant: 'first-use', verdict: 'warn', check: 'not-in-address' },
    { client: 'rest-tokens', mutant: 'res-token-in-address', variant: 'first-use', verdict: 'fail', check: 'not-in-address' },
  ],
  async steps(context) {
    const { person, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    if (context.leg === 'judged' && context.variant === 'next-hour') await twist(() => traffic.outliveAccessTokens(context));
    const visit = await person.usesResource();
    await settled();
    return { start, visit, wire: await wire.all() };
  },
  control({ start, visit }, context) {
    steps.checkStart(start, [visit], context);
  },
  judge({ wire }, context) {
    const { check } = context;
    const tokens = tokensOf(wire);
    const carrying = wire.map((exchange) => ({ exchange, ways: waysOf(exchange, tokens) })).filter(({ ways }) => ways.length > 0);
    const of = (fits: (each: (typeof carrying)[number]) => boolean) => carrying.filter(fits).map(({ exchange }) => exchange);
    const calls = of(({ exchange }) => isResource(exchange));
    if (calls.length === 0 && wire.some((each) => isResource(each) && traffic.bearerOf(each) !== undefined))
      check.skip('The client sends another token than the access token: resource/right-token-right-audience judges that.');
    if (tokens.length === 0 && traffic.passwordLoginOf(context))
      check.skip('The client got no token: it proves itself in another way.');
    if (calls.length === 0) check.inconclusive('No API call has an access token of the token endpoint.');
    const open = of(({ exchange, ways }) => isResource(exchange) && ways.includes('address'));
    check[traffic.conventionsOf(context).tokenInAddress === 'MUST' ? 'must' : 'should'](
      'not-in-address',
      'No access token is in the URL of an API call',
      open.length === 0,
      `an access token is in the URL of ${distinct(open)}`,
      open,
    );
    const twice = of(({ exchange, ways }) => isResource(exchange) && ways.length > 1);
    check.must(
      'one-way',
      'Each call has its token in one place',
      twice.length === 0,
      `the token is in more than one place of ${distinct(twice)}`,
      twice,
    );
    const bearers = ofOauth(wire);
    const isBare = (each: Exchange) => waysOf(each, bearers).includes('header') && traffic.bearerOf(each) === undefined;
    const bare = of(({ exchange }) => isResource(exchange) && isBare(exchange));
    check.must(
      'bearer-scheme',
      'In the header, the scheme is "Bearer"',
      bare.length === 0,
      `the token is in another header or scheme of ${distinct(bare)}`,
      bare,
    );
    const { endsOne = [], endsAll } = traffic.passwordLoginOf(context) ?? {};
    const isAbout = ({ endpoint }: Exchange) => ABOUT_TOKENS.has(endpoint) || endsOne.includes(endpoint) || endpoint === endsAll;
    const strange = of(({ exchange }) => !isResource(exchange) && !isAbout(exchange));
    check.must(
      'nowhere-else',
      'The token is sent only to the API',
      strange.length === 0,
      `an access token was sent to ${distinct(strange)}, which does not need it`,
      strange,
    );
    const forms = of(({ exchange, ways }) => isResource(exchange) && ways.includes('body'));
    if (forms.length > 0)
      check.info(
        'in-form',
        'The token is in a form body',
        `RFC 6750 allows this if a header cannot be sent: ${distinct(forms)}`,
        forms,
      );
  },
});
