import type { ReferenceUse } from '../../provider/model/index.ts';
import type { ReportedExchange } from '../../scenarios/model/index.ts';

type Texts = Readonly<Record<string, string>>;

/** A row of the stories. */
export interface RowName {
  readonly story: string;
  readonly step: string;
  readonly fact: string;
}

/** What is known of a move when a line is written. */
export interface Move {
  readonly from: ReferenceUse;
  readonly to: ReferenceUse;
  /** Names of the vendors. */
  readonly names: { readonly from: string; readonly to: string };
}

/** Something that an app can rely on: how it shows in its traffic, in which rows providers differ, and what to do then. */
export interface Reliance {
  readonly id: string;
  readonly relies: string;
  readonly isSeen: (exchange: ReportedExchange, from: ReferenceUse) => boolean;
  readonly rows: readonly RowName[];
  readonly todo: (move: Move) => string;
}

/** Parameters of a request, in its address and its form. */
export const paramsIn = ({ request }: ReportedExchange): URLSearchParams => {
  const query = URL.parse(request.vendorUrl ?? request.url)?.searchParams ?? [];
  return new URLSearchParams([...query, ...new URLSearchParams(request.body?.startsWith('{') ? '' : (request.body ?? ''))]);
};

const carriesAll = (exchange: ReportedExchange, wanted: Texts | undefined): boolean => {
  const params = paramsIn(exchange);
  const entries = Object.entries(wanted ?? {});
  return entries.length > 0 && entries.every(([name, value]) => params.get(name)?.split(/[ ,]/).includes(value));
};

const isAsking = ({ endpoint, from }: ReportedExchange): boolean => endpoint === 'authorize' && from === 'person';

/** Parameters of the address to which the browser is sent. */
const sentBack = ({ response }: ReportedExchange): URLSearchParams => {
  const location = response?.headers.find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '';
  const url = URL.parse(location);
  return new URLSearchParams([...(url?.searchParams ?? []), ...new URLSearchParams(url?.hash.slice(1) ?? '')]);
};

const hasMember = ({ response }: ReportedExchange, name: string): boolean => response?.body?.includes(`"${name}"`) ?? false;

const isRenewal = (exchange: ReportedExchange): boolean =>
  exchange.endpoint === 'token' && paramsIn(exchange).get('grant_type') === 'refresh_token';

const statusOf = ({ response }: ReportedExchange): number => response?.status ?? 0;

const isResource = ({ endpoint }: ReportedExchange): boolean => endpoint.startsWith('api:') || endpoint === 'userinfo';

/** `access_type=offline`, as it is written in a request. */
export const written = (params: Texts | undefined): string =>
  Object.entries(params ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(' and ');

const step = (story: string, title: string, fact: string): RowName => ({ story, step: title, fact });

export const RELIANCES: readonly Reliance[] = [
  {
    id: 'asks-offline',
    relies: 'asks for access while the person is away',
    isSeen: (exchange, { authorize }) => isAsking(exchange) && carriesAll(exchange, authorize?.offline),
    rows: [step('first-login', 'first login', 'refresh-token'), step('second-login', 'second login', 'refresh-token')],
    todo: ({ from, to, names }) =>
      to.authorize && Object.keys(to.authorize.offline).length > 0
        ? `Ask with ${written(to.authorize.offline)} instead of ${written(from.authorize?.offline)}.`
        : `Do without: ${names.to} has no such request. Renew by ${to.authorize ? 'sending the person there again' : 'the password grant'}.`,
  },
  {
    id: 'asks-consent-again',
    relies: 'asks for the consent page again, to get what only a first consent brings',
    isSeen: (exchange, { authorize }) => isAsking(exchange) && carriesAll(exchange, authorize?.consentAgain),
    rows: [step('second-login', 'login that asks for consent again', 'refresh-token')],
    todo: ({ from, to, names }) =>
      to.authorize?.consentAgain
        ? `Leave out ${written(from.authorize?.consentAgain)} unless the second login brings no refresh token at ${names.to}: it would ask everybody for consent at every login.`
        : `Leave out ${written(from.authorize?.consentAgain)}: it means nothing at ${names.to}.`,
  },
  {
    id: 'returns-at-once',
    relies: 'sends a person who was there before through the login again, and takes what comes back without a page',
    isSeen: (exchange) => isAsking(exchange) && sentBack(exchange).has('code'),
    rows: [step('second-login', 'second login', 'pages'), step('second-login', 'second login', 'redirect')],
    todo: ({ names }) =>
      `Read only code and state from the callback, and check what the rest of your code takes from it: ${names.to} sends the parameters that are listed above.`,
  },
  {
    id: 'silent-login',
    relies: 'asks for a login that shows no page',
    isSeen: (exchange, { authorize }) => isAsking(exchange) && carriesAll(exchange, authorize?.silent),
    rows: [
      step('silent-login', 'silent login with a session', 'redirect'),
      step('silent-login', 'silent login without a session', 'redirect'),
    ],
    todo: ({ to, names }) =>
      to.authorize?.silent
        ? `Ask with ${written(to.authorize.silent)} and expect the error of ${names.to}: show the sign-in button then.`
        : `Do without: ${names.to} has no such request.`,
  },
  {
    id: 'consent-denied',
    relies: 'is told that the person declined',
    isSeen: (exchange) => sentBack(exchange).get('error') === 'access_denied',
    rows: [step('consent-declined', 'login that is declined', 'redirect'), step('consent-declined', 'next login', 'pages')],
    todo: () => 'Decide by error=access_denied alone; take the words for people from your own texts.',
  },
  {
    id: 'id-token',
    relies: 'gets an ID token',
    isSeen: (exchange) => exchange.endpoint === 'token' && statusOf(exchange) === 200 && hasMember(exchange, 'id_token'),
    rows: [step('first-login', 'first login', 'id-token'), step('next-day-offline', 'renewal', 'id-token')],
    todo: ({ names }) =>
      `Look for each claim that you read among those of ${names.to}; ask the userinfo endpoint for the others.`,
  },
  {
    id: 'scopes',
    relies: 'gets the granted scopes in the answer',
    isSeen: (exchange) => exchange.endpoint === 'token' && statusOf(exchange) === 200 && hasMember(exchange, 'scope'),
    rows: [step('first-login', 'first login', 'scope'), step('partly-declined', 'login with one scope declined', 'scope')],
    todo: ({ names }) =>
      `Compare scopes as sets, in the spelling of ${names.to}; where the answer has none, what was asked was granted.`,
  },
  {
    id: 'renews',
    relies: 'renews its access token with a refresh token',
    isSeen: (exchange) => isRenewal(exchange) && statusOf(exchange) === 200,
    rows: [
      step('next-day-offline', 'renewal', 'renewal-grant'),
      step('refresh-twice', 'first renewal', 'rotation'),
      step('refresh-twice', 'renewal with the token of the login', 'token-status'),
      step('two-refreshes-at-once', 'two renewals at once', 'all-status'),
      step('answer-lost', 'renewal with the same token', 'token-status'),
    ],
    todo: ({ names }) =>
      `Store the refresh token of every answer that has one, and let one renewal run at a time: at ${names.to} a token of before may end the login.`,
  },
  {
    id: 'renewal-refused',
    relies: 'finds out by a refused renewal that the access is over',
    isSeen: (exchange) => isRenewal(exchange) && statusOf(exchange) >= 400,
    rows: [step('revoked-by-the-user', 'renewal', 'token-status'), step('password-changed', 'renewal', 'token-status')],
    todo: () =>
      'Take every 4xx with error=invalid_grant as the end of the login, whatever its status and words, and send the person through it again.',
  },
  {
    id: 'expired-call',
    relies: 'finds out by a refused call that the access token is over',
    isSeen: (exchange) => isResource(exchange) && statusOf(exchange) === 401,
    rows: [
      step('next-day-online', 'API call with the token of yesterday', 'call-status'),
      step('next-day-online', 'API call with the token of yesterday', 'challenge'),
      step('first-login', 'first login', 'lifetime'),
    ],
    todo: ({ names }) =>
      `Decide by the status and the error that ${names.to} sends, and by expires_in; no lifetime is the same everywhere.`,
  },
  {
    id: 'logs-out',
    relies: 'logs the person out at the provider',
    isSeen: ({ endpoint }) => endpoint === 'logout',
    rows: [
      step('logout-and-login', 'logout at the provider, and what it reached', 'reach'),
      step('logout-and-login', 'logout at the provider, and what it reached', 'logout'),
    ],
    todo: ({ to, names }) =>
      `Use ${to.logout.method} ${new URL(to.logout.url).pathname}${to.logout.query ? ` with ${Object.keys(to.logout.query).join(' and ')}` : ''} at ${names.to}, and revoke what it leaves valid.`,
  },
];
