import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { realNowEpochMs } from '../../provider/world/clock.ts';
import type { VisitOptions } from '../model/index.ts';
import { type Browsing, OUT_OF_REACH, type Step } from './browsing.ts';
import { Cookies } from './cookies.ts';
import { type Errand, encodeFields, Journey, type Landing } from './journey.ts';
import { refererFor, referrerPolicyOf } from './referer.ts';
import { cookieContextOf, requestHeaders } from './request-headers.ts';
import { type Answer, describeSilence, type Outgoing, send } from './send.ts';
import { type Destination, destinationOf, type Surroundings } from './surroundings.ts';

const valuesOf = (answer: Answer, name: string): readonly string[] =>
  answer.headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);

/** `localhost` is this machine without asking anybody (RFC 6761, 6.3); a person goes nowhere else. */
const lookup: LookupFunction = (_, { all }, found) => {
  if (!all) return found(null, '127.0.0.1', 4);
  found(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
};

const openAgent = (): Agent => new Agent({ connections: 8, headersTimeout: 0, bodyTimeout: 0, connect: { lookup } });

/** What a copied browser has in common with the first. */
interface Likeness {
  readonly steps: Step[];
  readonly cookies: Cookies;
  readonly agent: Agent;
}

/** An HTTP client for a browser: cookies, redirects, referrers, and the pages of the personas answered on the way; no scripts. */
export class Browser implements Browsing {
  /** Everything sent and received, oldest first. */
  readonly steps: Step[];
  readonly #cookies: Cookies;
  readonly #agent: Agent;
  readonly #key: string;
  readonly #surroundings: Surroundings;
  readonly #signal: AbortSignal;
  #policy = referrerPolicyOf(undefined);

  /** `key` names the account to pick; nothing is sent any more once `signal` is aborted. */
  constructor(key: string, surroundings: Surroundings, signal: AbortSignal, like?: Likeness) {
    this.steps = like?.steps ?? [];
    this.#cookies = like?.cookies ?? new Cookies();
    this.#agent = like?.agent ?? openAgent();
    this.#key = key;
    this.#surroundings = surroundings;
    this.#signal = signal;
  }

  /** Goes somewhere and follows where that leads: through redirects and the pages of personas, to a page to look at. */
  async go(errand: Errand, manner: VisitOptions = {}): Promise<Landing> {
    const journey = new Journey(this.#key, manner);
    let next: Errand | Landing = errand;
    while (!('end' in next)) next = await this.#visit(next, journey);
    return next;
  }

  /** It keeps no pages: what stood there is asked for once more. */
  back(to: URL): Promise<Landing> {
    return this.go({ method: 'GET', url: to });
  }

  /** Another browser with a copy of the cookies. Its steps are kept with those of this one, and it is closed with it. */
  async copied(): Promise<Browser> {
    const like = { steps: this.steps, cookies: await this.#cookies.copied(), agent: this.#agent };
    return new Browser(this.#key, this.#surroundings, this.#signal, like);
  }

  /** Another browser, without any cookie. Its steps are kept with those of this one, and it is closed with it. */
  async blank(): Promise<Browser> {
    const like = { steps: this.steps, cookies: new Cookies(), agent: this.#agent };
    return new Browser(this.#key, this.#surroundings, this.#signal, like);
  }

  /** Closes the connections that are kept open. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #visit(errand: Errand, journey: Journey): Promise<Errand | Landing> {
    const { rewrite, stopBefore } = journey.manner;
    const asked = rewrite?.(new URL(errand.url.href)) ?? errand.url;
    if (stopBefore?.(asked)) return journey.end(asked, 'stuck', undefined, 'stopped here on purpose');
    const destination = destinationOf(this.#surroundings, asked);
    if (!destination)
      return journey.end(asked, 'broken', { status: 0, body: '' }, `${asked.protocol}//${asked.host} ${OUT_OF_REACH}`);
    const { to, connect: url } = destination;
    const answer = await this.#fetch({ ...errand, url }, destination, journey.manner);
    journey.note({ method: errand.method, url, status: typeof answer === 'string' ? 0 : answer.status, to });
    if (typeof answer === 'string') {
      return journey.end(url, 'broken', { status: 0, body: '' }, `${errand.method} ${url.origin}${url.pathname}: ${answer}`);
    }
    const next = journey.next({ ...errand, url }, to, answer);
    if (answer.status < 300 || answer.status >= 400)
      this.#policy = referrerPolicyOf(valuesOf(answer, 'referrer-policy').join(','));
    return next;
  }

  async #fetch(errand: Errand, { to, connect }: Destination, manner: VisitOptions): Promise<Answer | string> {
    const outgoing = await this.#outgoing(errand, manner);
    const started = { to, connect: connect.href, startedAtEpochMs: realNowEpochMs(), startedAtMs: performance.now() };
    const request = { ...outgoing, url: errand.url.href };
    const keep = (response?: Answer) =>
      this.steps.push({
        ...started,
        durationMs: performance.now() - started.startedAtMs,
        request,
        ...(response ? { response } : {}),
      });
    try {
      const answer = await send(outgoing, this.#agent, this.#signal);
      keep(answer);
      await this.#cookies.store(connect, valuesOf(answer, 'set-cookie'));
      return answer;
    } catch (error) {
      keep();
      return describeSilence(error);
    }
  }

  async #outgoing({ method, url, page, form }: Errand, { webView }: VisitOptions): Promise<Outgoing> {
    const referer = page && refererFor(page, url, this.#policy);
    const cookie = await this.#cookies.header(url, cookieContextOf(method, url, page));
    const headers = requestHeaders({ method, url, page, referer, cookie, webView });
    return { method, url, headers, ...(method === 'GET' ? {} : { body: encodeFields(form ?? []) }) };
  }
}
