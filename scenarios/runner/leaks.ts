import type { Exchange } from '../../provider/model/index.ts';
import { FRONT_CHANNEL } from '../../provider/personas/declared.ts';
import { TextIndex } from '../../provider/wire/index.ts';
import type { Finding } from '../model/index.ts';
import type { Step } from '../person/index.ts';
import { answerOf, basicSecretOf, headerOf, isOpenByDesign, memberOf, paramsOf } from '../traffic/index.ts';

/** The rule id of what the scan finds. */
export const SECRET_LEAKED = 'secret-leaked';

type LeakKind = 'access token' | 'refresh token' | 'ID token' | 'code' | 'client secret' | 'PKCE verifier';

/** Everything of one leg in which a secret may have leaked. */
export interface Traces {
  readonly exchanges: readonly Exchange[];
  readonly steps: readonly Step[];
  readonly output: readonly string[];
  readonly clientSecrets: readonly string[];
  /** A client in the browser holds tokens there by design. */
  readonly inBrowser: boolean;
}

/** Shorter values are ordinary words and would match everywhere. */
const SHORTEST = 12;

/** Every secret of this leg, by value. */
export const collectSecrets = ({
  exchanges,
  clientSecrets,
}: Pick<Traces, 'exchanges' | 'clientSecrets'>): ReadonlyMap<string, LeakKind> => {
  const secrets = new Map<string, LeakKind>();
  const keep = (kind: LeakKind, value: string | null | undefined) =>
    value && value.length >= SHORTEST && secrets.set(value, kind);
  for (const secret of clientSecrets) keep('client secret', secret);
  for (const exchange of exchanges) {
    const answer = answerOf(exchange);
    keep('code', answer.get('code'));
    keep('access token', answer.get('access_token'));
    if (exchange.endpoint !== 'token') continue;
    keep('access token', memberOf(exchange, 'access_token'));
    keep('refresh token', memberOf(exchange, 'refresh_token'));
    keep('ID token', memberOf(exchange, 'id_token'));
    keep('PKCE verifier', paramsOf(exchange).get('code_verifier'));
    keep('client secret', basicSecretOf(exchange));
  }
  return secrets;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded
  }
};

/** Finds secrets in one pass over a text: an app can make thousands of them, and pages that are full of them. */
interface KnownSecrets {
  /** In the order in which they became known. */
  readonly kinds: readonly LeakKind[];
  /** An item is the place of its kind in `kinds`. */
  readonly index: TextIndex;
}

const indexOf = (secrets: ReadonlyMap<string, LeakKind>): KnownSecrets => {
  const kinds = [...new Set(secrets.values())];
  const index = new TextIndex();
  for (const [secret, kind] of secrets) index.add(secret, kinds.indexOf(kind));
  return { kinds, index };
};

const kindsIn = (text: string, { kinds, index }: KnownSecrets): readonly LeakKind[] => {
  const found = new Set<number>();
  for (const each of new Set([text, decoded(text)])) for (const { item } of index.find(each)) found.add(item);
  return kinds.filter((_, place) => found.has(place));
};

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;

type Leak = { readonly kind: LeakKind; readonly where: string; readonly exchange?: Exchange; readonly mild?: true };

/** Requests of the app to the provider. Codes and tokens belong in the form and in the Authorization header. */
const leaksToProvider = (exchanges: readonly Exchange[], secrets: KnownSecrets): readonly Leak[] =>
  exchanges.flatMap((exchange) => {
    const { url, method } = exchange.request;
    const inUrl = isOpenByDesign(exchange)
      ? []
      : kindsIn(url, secrets).filter((kind) => kind !== 'ID token' || !/[?&]id_token_hint=/.test(url));
    const inReferer = kindsIn(headerOf(exchange.request, 'referer') ?? '', secrets);
    const isPlain =
      exchange.endpoint === 'authorize' && kindsIn(paramsOf(exchange).get('code_challenge') ?? '', secrets).length > 0;
    const where = `in the URL of ${method} ${withoutQuery(url)}`;
    return [
      ...inUrl.map((kind) => ({
        kind,
        where,
        exchange,
        ...(isPlain && kind === 'PKCE verifier' ? { mild: true as const } : {}),
      })),
      ...inReferer.map((kind) => ({ kind, where: `in the Referer of ${method} ${withoutQuery(url)}`, exchange })),
    ];
  });

/** Redirect targets of the provider's answers: the only URLs in which a code belongs. */
const callbacksOf = (exchanges: readonly Exchange[]): ReadonlySet<string> =>
  new Set(
    exchanges
      .filter(({ endpoint }) => FRONT_CHANNEL.has(endpoint))
      .flatMap((exchange) => headerOf(exchange.response, 'location')?.split('#', 1) ?? []),
  );

const leaksInAddresses = ({ steps }: Traces, secrets: KnownSecrets, callbacks: ReadonlySet<string>): readonly Leak[] =>
  steps
    .filter(({ to }) => to !== 'persona')
    .map(({ request }) => request.url.split('#', 1)[0] ?? '') // a fragment is not sent
    .filter((url) => !callbacks.has(url))
    .flatMap((url) => {
      const address = withoutQuery(url);
      const isCallback = [...callbacks].some((callback) => withoutQuery(callback) === address);
      return kindsIn(url, secrets)
        .filter((kind) => kind !== 'code' || !isCallback) // a callback with an altered state still has its code
        .map((kind) => ({ kind, where: `in the URL ${address} that the browser opened` }));
    });

/** The body of a redirect often repeats its target; no browser shows it, and the target is judged where it is requested. */
const isRepeatedBy = (response: Step['response'], kind: LeakKind, secrets: KnownSecrets): boolean =>
  response !== undefined &&
  response.status >= 300 &&
  response.status < 400 &&
  kindsIn(headerOf(response, 'location') ?? '', secrets).includes(kind);

/** What a page may contain depends on the client: one in the browser, or a server. */
const leaksInPages = ({ steps, inBrowser }: Traces, secrets: KnownSecrets): readonly Leak[] =>
  steps
    .filter(({ to, response }) => to === 'app' && response)
    .flatMap(({ request, response }) =>
      kindsIn(response?.body ?? '', secrets)
        .filter((kind) => !isRepeatedBy(response, kind, secrets))
        .filter((kind) => kind !== 'code' && (!inBrowser || kind === 'client secret'))
        .map((kind): Leak => {
          const where = `in the page ${withoutQuery(request.url)}`;
          return kind === 'access token' || kind === 'ID token' ? { kind, where, mild: true } : { kind, where };
        }),
    );

const leaksInOutput = ({ output }: Traces, secrets: KnownSecrets): readonly Leak[] =>
  output.flatMap((line) =>
    kindsIn(line, secrets).map(
      (kind): Leak =>
        kind === 'code' ? { kind, where: 'in the output of the app', mild: true } : { kind, where: 'in the output of the app' },
    ),
  );

const FIX =
  'Send tokens and the client secret only in the body or the Authorization header, and keep them out of pages, URLs and logs: log the kind of an error, not the value that it quotes.';

const findingOf = ({ kind, where, exchange, mild }: Leak, nameOf: (exchange: Exchange) => string): Finding => ({
  rule: SECRET_LEAKED,
  verdict: mild ? 'warn' : 'fail',
  message: `${/^[aeiouAEIOU]/.test(kind) ? 'An' : 'A'} ${kind} was found ${where}. It belongs only in the body or the Authorization header of a request to the provider${kind === 'code' ? ', and in the callback' : ''}.`,
  fix: FIX,
  exchanges: exchange ? [nameOf(exchange)] : [],
});

/** Scans the requests, pages and output of an app for secrets of this run in places where they do not belong. */
export const findLeaks = (traces: Traces, nameOf: (exchange: Exchange) => string): readonly Finding[] => {
  const secrets = indexOf(collectSecrets(traces));
  const leaks = [
    ...leaksToProvider(traces.exchanges, secrets),
    ...leaksInAddresses(traces, secrets, callbacksOf(traces.exchanges)),
    ...leaksInPages(traces, secrets),
    ...leaksInOutput(traces, secrets),
  ];
  const findings = new Map(leaks.map((leak) => [`${leak.kind} ${leak.where}`, findingOf(leak, nameOf)] as const));
  return [...findings.values()];
};
