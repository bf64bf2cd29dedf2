import { type Exchange, isApi, jsonOf, type ReadingConventions, type TokenInfo } from '../../model/index.ts';
import { OAUTH } from '../../oauth/conventions.ts';
import { VENDORS } from '../../personas/vendors.ts';
import { nameOfToken } from './names.ts';
import { errorSentBack, isDown, isRefused, isThrottled } from './traffic.ts';

/** What a right client does after a refusal, by what was refused. */

/** A refused exchange, as the table below reads it. */
interface Refusal {
  readonly exchange: Exchange;
  readonly status: number;
  /** The OAuth error, of the body or sent back to the app. Empty if there is none. */
  readonly error: string;
  readonly conventions: ReadingConventions;
  /** Key of the person, or words for one that is not known. */
  readonly person: string;
  /** Live tokens of the same client and person. */
  readonly live: readonly TokenInfo[];
}

interface Advice {
  readonly when: (refusal: Refusal) => boolean;
  readonly says: (refusal: Refusal) => string;
}

const newest = ({ live }: Refusal, kind: string): TokenInfo | undefined => live.findLast((token) => token.kind === kind);

const isUse = ({ exchange: { endpoint } }: Refusal): boolean => isApi(endpoint) || endpoint === 'userinfo';

const isRenewal = ({ exchange: { endpoint, grantType }, conventions }: Refusal): boolean =>
  endpoint === 'token' && grantType === conventions.renewalGrant;

const isTemporary = ({ exchange, error }: Refusal): boolean =>
  isDown(exchange) || error === 'temporarily_unavailable' || error === 'server_error';

/** True for a token that the request carries: secrets are labels in what the page reads. */
const carries = ({ request }: Exchange, { label }: TokenInfo): boolean =>
  label !== undefined && new RegExp(`${label}(?!\\d)`).test(JSON.stringify(request));

/** After a refused access token: use a newer one, refresh, or sign in again. */
const afterDeadToken = (refusal: Refusal): string => {
  const [access, refresh] = [newest(refusal, 'access-token'), newest(refusal, 'refresh-token')];
  if (access && !carries(refusal.exchange, access)) return `${nameOfToken(access)} is alive: use it.`;
  if (refresh) return `${nameOfToken(refresh)} is alive: refresh, then repeat the call once.`;
  const { person } = refusal;
  if (refusal.conventions.renewsAt === 'login')
    return `An ended token cannot be renewed at this vendor: send ${person} through the login dialog again.`;
  return `No refresh token of ${person} is alive: send ${person} through /authorize again.`;
};

const INTERACTION: ReadonlySet<string> = new Set(['login_required', 'interaction_required', 'consent_required']);

/** What depends on the tokens of this moment. */
const DEAD_TOKEN: Advice = {
  when: (refusal) => isUse(refusal) && refusal.conventions.refusesToken(refusal.exchange),
  says: afterDeadToken,
};

/** What depends on the request alone: the behaviour that refuses it refuses other errors too. */
const EMPTY_RENEWAL: Advice = {
  when: (refusal) =>
    isRenewal(refusal) &&
    refusal.error === 'invalid_request' &&
    !new URLSearchParams(refusal.exchange.request.body).get('refresh_token'),
  says: ({ person }) =>
    `It has no refresh token to send. Keeps the one of the first sign-in; if it is lost, sends ${person} through /authorize with prompt=consent.`,
};

/** For refusals that no behaviour explains, such as injected faults: the first that fits. */
const ADVICE: readonly Advice[] = [
  {
    when: ({ exchange }) => exchange.suggestion !== undefined,
    says: () => 'Sends a client id and a redirect URI that are registered. Register these, or correct the app.',
  },
  {
    when: ({ exchange }) => exchange.response === undefined,
    says: () => 'Repeats the request after a pause, a few times, and keeps its tokens: nothing says that they ended.',
  },
  {
    when: ({ exchange, error }) => isThrottled(exchange) || error === 'slow_down',
    says: () => 'Waits as long as Retry-After says, or longer each time, and keeps its tokens.',
  },
  { when: isTemporary, says: () => 'Repeats the request after growing pauses, and keeps its tokens: they are still valid.' },
  {
    when: ({ error }) => error === 'invalid_client' || error === 'unauthorized_client',
    says: () => 'Stops: its id or secret is wrong. A retry gets the same answer. Correct the configuration.',
  },
  {
    when: isRenewal,
    says: (refusal) =>
      `Drops its tokens and sends ${refusal.person} through sign-in again. It never repeats this refresh: the answer is final.`,
  },
  {
    when: ({ exchange }) => exchange.endpoint === 'token',
    says: () => 'Starts the sign-in again: a code works once, for minutes, and only with its own redirect URI and verifier.',
  },
  {
    when: (refusal) => isUse(refusal) && refusal.status === 403,
    says: () =>
      'Keeps its token, which is valid, and does not refresh. It asks for the missing permission, or says what is missing.',
  },
  {
    when: ({ error }) => error === 'access_denied',
    says: () => 'Says that the sign-in was cancelled, and offers it again. It does not restart on its own.',
  },
  {
    when: ({ error }) => INTERACTION.has(error),
    says: () => 'Sends the browser to /authorize again without prompt=none, so that the vendor may ask.',
  },
  {
    when: ({ exchange }) => errorSentBack(exchange) !== undefined,
    says: () => 'Says that the sign-in failed, with the error, and offers it again.',
  },
  {
    when: ({ exchange }) => exchange.endpoint === 'authorize',
    says: () => 'Corrects its request: the browser stays on this page and never comes back to the app.',
  },
  { when: () => true, says: () => 'Corrects the request: the same one gets the same answer.' },
];

const errorOf = (exchange: Exchange): string => {
  const { error } = jsonOf(exchange) ?? {};
  return errorSentBack(exchange) ?? (typeof error === 'string' ? error : '');
};

/** How the traffic of a vendor is read. */
export const conventionsOf = ({ persona }: Exchange): ReadingConventions =>
  Object.entries(VENDORS).find(([id]) => id === persona)?.[1].conventions ?? OAUTH;

interface Owner {
  readonly client?: string | undefined;
  readonly person?: string | undefined;
}

/** Whose request it was. One that an injected fault answered is known only by the token that it carries. */
const ownerOf = (exchange: Exchange, tokens: readonly TokenInfo[]): Owner => {
  const carried = tokens.find((token) => carries(exchange, token));
  return { client: exchange.client ?? carried?.clientId, person: exchange.person ?? carried?.person };
};

/**
 * What a right client does now, in a few sentences; undefined for an exchange that was not refused. `remedies`: those of the
 * behaviours that decided it.
 */
export const adviseAfter = (
  exchange: Exchange,
  tokens: readonly TokenInfo[],
  remedies: readonly string[] = [],
): string | undefined => {
  if (!isRefused(exchange)) return undefined;
  const { client, person } = ownerOf(exchange, tokens);
  const isTheirs = (token: TokenInfo): boolean =>
    token.persona === exchange.persona && token.clientId === client && token.person === person;
  const refusal: Refusal = {
    exchange,
    person: person ?? 'the person',
    status: exchange.response?.status ?? 0,
    error: errorOf(exchange),
    conventions: conventionsOf(exchange),
    live: tokens.filter((token) => !token.died && isTheirs(token)),
  };
  if (DEAD_TOKEN.when(refusal)) return DEAD_TOKEN.says(refusal);
  if (EMPTY_RENEWAL.when(refusal)) return EMPTY_RENEWAL.says(refusal);
  if (remedies.length > 0) return remedies.join(' ');
  return ADVICE.find(({ when }) => when(refusal))?.says(refusal);
};
