import { Agent } from 'undici';
import type { HeaderList } from '../../provider/model/index.ts';
import { realNowEpochMs } from '../../provider/world/clock.ts';
import type { Hop, Manner } from '../model/index.ts';
import { type CookieContext, Cookies } from './cookies.ts';
import { answerPage } from './persona-page.ts';
import { refererFor, referrerPolicyOf } from './referer.ts';
import { type Answer, describeSilence, type Outgoing, send } from './send.ts';
import { type Destination, destinationOf, type Surroundings } from './surroundings.ts';

/** Redirects that a browser follows in a row, as Chromium counts them. */
const MOST_REDIRECTS = 20;
/** Pages of a persona that a person answers in one go before giving up. */
const MOST_PAGES = 8;

/** One request of a person and its answer, whole. */
export interface Step {
  readonly to: Hop['to'];
  /** Address that was connected to: in the lab, whatever host was asked for. */
  readonly connect: string;
  readonly startedAtEpochMs: number;
  /** On the clock of durations: for the order of things. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly request: { readonly method: string; readonly url: string; readonly headers: HeaderList; readonly body?: string };
  /** Absent when there was none. */
  readonly response?: Answer;
}

/** Somewhere to go. */
export interface Errand {
  readonly method: string;
  readonly url: URL;
  /** Form fields of a POST. */
  readonly form?: readonly (readonly [string, string])[];
  /** The page with the link or form; left out for the address bar. */
  readonly page?: URL;
}

/** Where a person ended up. */
export interface Landing {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
  readonly hops: readonly Hop[];
  readonly end: 'done' | 'stuck' | 'looping' | 'broken';
  readonly problem?: string;
}

interface Journey {
  readonly hops: Hop[];
  readonly manner: Manner;
  redirects: number;
  pages: number;
}

const headerValue = (headers: HeaderList, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];

const encode = (fields: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();

const schemefulSite = (url: URL): string => `${url.protocol}//${url.hostname}`;

const contextOf = ({ method, page }: Errand, url: URL): CookieContext => {
  if (!page || schemefulSite(page) === schemefulSite(url)) return 'strict';
  return method === 'GET' ? 'lax' : 'none';
};

/** One browser of one person: cookies, redirects, referrers, and the pages of the personas answered on the way. */
export class Browser {
  /** Everything sent and received, oldest first. */
  readonly steps: Step[] = [];
  readonly #cookies = new Cookies();
  readonly #agent = new Agent({ connections: 8, headersTimeout: 0, bodyTimeout: 0 });
  readonly #key: string;
  readonly #surroundings: Surroundings;
  readonly #signal: AbortSignal;
  #policy = referrerPolicyOf(undefined);

  /** `key` names the account to pick; nothing is sent any more once `signal` is aborted. */
  constructor(key: string, surroundings: Surroundings, signal: AbortSignal) {
    this.#key = key;
    this.#surroundings = surroundings;
    this.#signal = signal;
  }

  /** Goes somewhere and follows where that leads: through redirects and the pages of personas, to a page to look at. */
  async go(errand: Errand, manner: Manner = {}): Promise<Landing> {
    const journey: Journey = { hops: [], manner, redirects: 0, pages: 0 };
    let next: Errand | Landing = errand;
    while (!('end' in next)) next = await this.#visit(next, journey);
    return next;
  }

  /** Closes the connections that are kept open. */
  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async #visit(errand: Errand, journey: Journey): Promise<Errand | Landing> {
    const url = journey.manner.rewrite?.(new URL(errand.url.href)) ?? errand.url;
    const end = (ending: Landing['end'], status: number, body: string, problem?: string): Landing => ({
      ...{ url, status, body, hops: journey.hops, end: ending },
      ...(problem === undefined ? {} : { problem }),
    });
    if (journey.manner.stopBefore?.(url)) return end('stuck', journey.hops.at(-1)?.status ?? 0, '', 'stopped here on purpose');
    const destination = destinationOf(this.#surroundings, url);
    if (!destination)
      return end(
        'broken',
        0,
        '',
        `${url.origin === 'null' ? url.protocol : url.origin} is neither the app nor a persona, and a person here goes nowhere else`,
      );
    const answer = await this.#fetch({ ...errand, url }, destination);
    journey.hops.push({ method: errand.method, url, status: typeof answer === 'string' ? 0 : answer.status, to: destination.to });
    if (typeof answer === 'string') return end('broken', 0, '', `${errand.method} ${url.origin}${url.pathname}: ${answer}`);
    const location = headerValue(answer.headers, 'location');
    if (answer.status >= 300 && answer.status < 400 && answer.status !== 304) {
      if (location === undefined || !URL.canParse(location, url.href))
        return end('broken', answer.status, answer.body, `a redirect to "${location ?? ''}", which is no address`);
      journey.redirects += 1;
      return journey.redirects > MOST_REDIRECTS
        ? end('looping', answer.status, answer.body)
        : redirected({ ...errand, url }, answer.status, location);
    }
    this.#policy = referrerPolicyOf(headerValue(answer.headers, 'referrer-policy'));
    if (destination.to === 'app') return end('done', answer.status, answer.body);
    if (destination.to === 'elsewhere')
      return end('broken', answer.status, answer.body, `ended at ${url.origin}, which is neither the app nor a persona`);
    return this.#answer(answer, url, journey, end);
  }

  #answer(
    answer: Answer,
    url: URL,
    journey: Journey,
    end: (...about: [Landing['end'], number, string, string?]) => Landing,
  ): Errand | Landing {
    const deed = answerPage(answer.body, this.#key, journey.manner);
    if ('stuck' in deed) return end('stuck', answer.status, answer.body, deed.stuck);
    journey.pages += 1;
    journey.redirects = 0;
    if (journey.pages > MOST_PAGES) return end('looping', answer.status, answer.body);
    const action = new URL(deed.form.action || url.href, url.href);
    if (deed.form.method === 'POST') return { method: 'POST', url: action, form: deed.fields, page: url };
    action.search = encode(deed.fields);
    return { method: 'GET', url: action, page: url };
  }

  async #fetch(errand: Errand, { to, connect }: Destination): Promise<Answer | string> {
    const outgoing = await this.#outgoing(errand, connect);
    const startedAtEpochMs = realNowEpochMs();
    const startedAtMs = performance.now();
    const { url: _, ...request } = { ...outgoing, method: errand.method };
    const keep = (response?: Answer) =>
      this.steps.push({
        to,
        connect: connect.href,
        startedAtEpochMs,
        startedAtMs,
        durationMs: performance.now() - startedAtMs,
        request: { ...request, url: errand.url.href },
        ...(response ? { response } : {}),
      });
    try {
      const answer = await send(outgoing, this.#agent, this.#signal);
      keep(answer);
      const setCookies = answer.headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
      await this.#cookies.store(connect, setCookies);
      return answer;
    } catch (error) {
      keep();
      return describeSilence(error);
    }
  }

  async #outgoing(errand: Errand, connect: URL): Promise<Outgoing> {
    const { method, url, page, form } = errand;
    const referer = page && refererFor(page, url, this.#policy);
    const cookie = await this.#cookies.header(connect, contextOf(errand, url));
    const isGet = method === 'GET';
    const body = isGet ? undefined : encode(form ?? []);
    const headers: [string, string | undefined][] = [
      ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'],
      ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
      ['Accept-Language', 'en-US,en;q=0.9'],
      ['Upgrade-Insecure-Requests', '1'],
      [
        'Sec-Fetch-Site',
        !page ? 'none' : page.origin === url.origin ? 'same-origin' : page.hostname === url.hostname ? 'same-site' : 'cross-site',
      ],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Sec-Fetch-User', '?1'],
      ['Sec-Fetch-Dest', 'document'],
      ['Referer', referer],
      ['Origin', isGet ? undefined : (page?.origin ?? 'null')],
      ['Content-Type', isGet ? undefined : 'application/x-www-form-urlencoded'],
      ['Cookie', cookie],
    ];
    const present = headers.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
    return { method, url: connect, headers: present, ...(body === undefined ? {} : { body }) };
  }
}

/** The next request after a redirect: 307 and 308 repeat the request, everything else becomes a GET. */
const redirected = (errand: Errand, status: number, location: string): Errand => {
  const url = new URL(location, errand.url);
  if (!url.hash) url.hash = errand.url.hash;
  const page = errand.page ? { page: errand.page } : {};
  return status === 307 || status === 308 ? { ...errand, url } : { method: 'GET', url, ...page };
};
