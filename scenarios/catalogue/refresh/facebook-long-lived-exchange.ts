import type { Exchange } from '../../../provider/model/index.ts';
import * as model from '../../model/index.ts';
import * as steps from '../../steps/index.ts';
import * as traffic from '../../traffic/index.ts';

interface Seen {
  readonly start: steps.Start;
  readonly use: steps.Use;
  /** After a retry, and a manual login if needed. */
  readonly last: model.Visit;
  readonly pages: readonly model.Visit[];
  readonly all: readonly Exchange[];
  readonly since: readonly Exchange[];
}

const isExtension = (each: Exchange) => traffic.grantTypeOf(each) === 'fb_exchange_token';

const secretsIn = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set(exchanges.flatMap((each) => (each.endpoint === 'token' && traffic.paramsOf(each).get('client_secret')) || []));

/** True for a request of a script, which has an Origin header. */
const isFromPage = ({ request }: Exchange): boolean => traffic.headerOf(request, 'origin') !== undefined;

/** Scripts of a page that come from the app. */
const scriptsOf = ({ body, url }: model.Visit): readonly URL[] => {
  const sources = [...body.matchAll(/<script\b[^>]*?\bsrc="([^"]+)"/gi)].map(([, source = '']) =>
    source.replaceAll('&amp;', '&'),
  );
  return sources.filter((source) => URL.canParse(source, url.href)).map((source) => new URL(source, url.href));
};

/** Some pages, and the scripts of the app that they load. */
const withScripts = async (
  pages: readonly model.Visit[],
  { app, person }: model.ScenarioContext,
): Promise<readonly model.Visit[]> => {
  const own = pages.flatMap(scriptsOf).filter(({ origin }) => origin === new URL(app.url).origin);
  const scripts: model.Visit[] = [];
  for (const href of new Set(own.map((url) => url.href))) scripts.push(await person.opens(href));
  return [...pages, ...scripts];
};

/** Secrets in pages that only a server may know. */
const toldInPages = ({ pages, all }: Seen): readonly string[] => {
  const secrets = [...secretsIn(all)];
  return pages.filter(({ body }) => secrets.some((secret) => body.includes(secret))).map(({ url }) => url.pathname);
};

const checkServer = (seen: Seen, { check }: model.ScenarioContext): void => {
  const { all } = seen;
  const told = toldInPages(seen);
  const shown = `the app serves the app secret at ${[...new Set(told)].join(', ')}`;
  check.should('secret-on-server', 'The app secret is in no page and in no script', told.length === 0, shown);
  const extensions = all.filter(isExtension);
  const open = extensions.filter((each) => isFromPage(each) || !traffic.paramsOf(each).get('client_secret'));
  const sent = `${traffic.count(open.length, 'exchange')} without the app secret, or by a script of a page`;
  if (extensions.length > 0)
    check.should(
      'exchanged-by-server',
      'The token is exchanged by the server, with the app secret',
      open.length === 0,
      sent,
      open,
    );
};

const checkEnd = ({ since }: Seen, { check }: model.ScenarioContext): void => {
  const dead = since.filter((each) => isExtension(each) && !traffic.isAccepted(each));
  const tried = `${traffic.count(dead.length, 'exchange')} of an expired token`;
  check.should('no-dead-exchange', 'An expired token is not exchanged', dead.length === 0, tried, dead);
  const refreshes = since.filter((each) => traffic.grantTypeOf(each) === 'refresh_token');
  const asked = `${traffic.count(refreshes.length, 'refresh request')}; Facebook has no refresh tokens`;
  check.should('no-refresh', 'No refresh token is sent', refreshes.length === 0, asked, refreshes);
};

export default model.defineScenario<Seen>({
  id: 'refresh/facebook-long-lived-exchange',
  title: 'There are no refresh tokens, only access tokens of an hour or of 60 days',
  level: 'SHOULD',
  basis: [
    model.vendor('F-34', 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived'),
    model.vendor('F-35'),
    model.vendor('F-17'),
    model.vendor('F-28'),
  ],
  seedQuestion: 'S5',
  provider:
    'Issues tokens of one or two hours, and exchanges a valid one for a token of 60 days, with the app secret. It does not exchange an expired token: only the dialog gives a new one, without a page while the consent is granted.',
  rightClient:
    'Exchanges the token on its server before it expires, or not at all. Redirects the person to the dialog when the token has expired.',
  fix: 'Call fb_exchange_token from the server right after the login if the token is short-lived. On code 190, delete the token and start a login. Do not exchange, and do not expect a refresh token.',
  personas: ['facebook'],
  needs: ['signIn', 'useResource'],
  shows: [],
  variants: {
    'three-hours-later': 'the code gives a token of one or two hours, which is aged by three',
    'after-60-days': 'the token is aged by 61 days',
  },
  motion: 'age',
  bites: [
    {
      client: 'graph-client',
      mutant: 'ref-fb-exchange-without-secret',
      variant: 'three-hours-later',
      verdict: 'warn',
      check: 'exchanged-by-server',
    },
    { client: 'graph-client', mutant: 'ref-fb-app-secret-in-browser', verdict: 'warn', check: 'secret-on-server' },
    {
      client: 'graph-client',
      mutant: 'rea-fb-exchanges-dead-token',
      variant: 'after-60-days',
      verdict: 'warn',
      check: 'no-dead-exchange',
    },
    {
      client: 'graph-client',
      mutant: 'ref-fb-waits-for-refresh-token',
      variant: 'after-60-days',
      verdict: 'warn',
      check: 'no-refresh',
    },
    { client: 'graph-client', mutant: 'rea-fb-dead-token-kept', variant: 'after-60-days', verdict: 'warn', check: 'works-again' },
  ],
  async steps(context) {
    const { person, world, wire, twist, variant } = context;
    const isShort = variant === 'three-hours-later';
    if (isShort) await world.settings.change({ 'facebook/token/code-flow-lifetime': 'off' });
    const start = await steps.seeStart(context);
    const home = await person.opens('/');
    const mark = traffic.markOf(await wire.all());
    await twist(() => world.clock.age(isShort ? '3h' : '61d'));
    const use = await steps.seeUse(context);
    const last = use.visit.ok ? await person.usesResource() : (await person.signsIn()) && (await person.usesResource());
    const pages = await withScripts([start.visit, home, use.visit, last], context);
    const all = await wire.all();
    return { start, use, last, pages, all, since: traffic.after(all, mark) };
  },
  control({ start, use }, context) {
    steps.checkStart(start, [use.visit], context);
  },
  judge(seen, context) {
    const { use, last, since } = seen;
    const { check, variant } = context;
    checkServer(seen, context);
    checkEnd(seen, context);
    if (variant === 'after-60-days' && !since.some(traffic.isTokenRefused) && use.asked.length === 0)
      check.inconclusive('The token did not expire, or the app never used it.');
    const lost = `the person had to sign in manually; ${traffic.describeVisit(use.visit)}`;
    check.should(
      'works-again',
      'The person’s request is carried out, if necessary after the dialog',
      use.visit.ok,
      lost,
      use.calls,
    );
    check.should('can-go-on', 'After a new login everything works', last.ok, traffic.describeVisit(last), since);
  },
});
