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

/** Addresses that take a token as what they are about, and the form in which they do is theirs to say. */
const ABOUT_TOKENS = new Set(['token', 'tokeninfo', 'revoke', 'debug-token', 'token-info', 'client-code', 'logout']);

const isResource = ({ endpoint }: Exchange): boolean => endpoint.startsWith('api:') || endpoint === 'userinfo';

const tokensOf = (exchanges: readonly Exchange[]): readonly string[] => [
  ...new Set(
    exchanges.filter(({ endpoint }) => endpoint === 'token').flatMap((each) => traffic.memberOf(each, 'access_token') ?? []),
  ),
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
  title: 'Where the access token stands in a request',
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
  provider: 'Does everything right, and would take the token from the header as well as from the address.',
  rightClient:
    'Sends the access token in `Authorization: Bearer …` of each API call, in one place only, and to nobody but the API.',
  fix: 'Put the token into the header `Authorization: Bearer …`, and take `access_token` out of addresses: those end in logs, histories and Referer headers.',
  personas: ['google', 'facebook'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: { 'first-use': 'with the token of the login', 'next-hour': 'with the token after that, when the first is over' },
  motion: 'age',
  bites: [
    { client: 'web', mutant: 'res-token-in-query', verdict: 'fail', check: 'not-in-address' },
    { client: 'web', mutant: 'res-token-twice', variant: 'first-use', verdict: 'fail', check: 'one-way' },
    { client: 'web', mutant: 'res-token-in-query-on-retry', variant: 'next-hour', verdict: 'fail', check: 'not-in-address' },
    { client: 'graph-client', mutant: 'res-token-in-query', variant: 'first-use', verdict: 'warn', check: 'not-in-address' },
  ],
  async steps(context) {
    const { person, world, wire, twist, settled } = context;
    const start = await steps.seeStart(context);
    if (context.leg === 'judged' && context.variant === 'next-hour') await twist(() => world.clock.age('61m'));
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
    if (calls.length === 0) check.inconclusive('No request to an API carries an access token that the token endpoint gave.');
    const open = of(({ exchange, ways }) => isResource(exchange) && ways.includes('address'));
    check[traffic.conventionsOf(context).tokenInAddress === 'MUST' ? 'must' : 'should'](
      'not-in-address',
      'No access token stands in the address of an API call',
      open.length === 0,
      `an access token stands in the address of ${distinct(open)}`,
      open,
    );
    const twice = of(({ exchange, ways }) => isResource(exchange) && ways.length > 1);
    check.must(
      'one-way',
      'Each call carries its token in one place',
      twice.length === 0,
      `the token stands in more than one place of ${distinct(twice)}`,
      twice,
    );
    const bare = of(
      ({ exchange, ways }) => isResource(exchange) && ways.includes('header') && traffic.bearerOf(exchange) === undefined,
    );
    check.must(
      'bearer-scheme',
      'In the header, it stands behind "Bearer"',
      bare.length === 0,
      `another header or scheme carries the token of ${distinct(bare)}`,
      bare,
    );
    const strange = of(({ exchange: { endpoint }, exchange }) => !isResource(exchange) && !ABOUT_TOKENS.has(endpoint));
    check.must(
      'nowhere-else',
      'Nobody but the API is sent the token',
      strange.length === 0,
      `an access token goes to ${distinct(strange)}, which has no use for it`,
      strange,
    );
    const forms = of(({ exchange, ways }) => isResource(exchange) && ways.includes('body'));
    if (forms.length > 0)
      check.info(
        'in-form',
        'The token stands in a form',
        `RFC 6750 allows it where a header cannot be sent: ${distinct(forms)}`,
        forms,
      );
  },
});
