import type { Hop, Visit, VisitOptions } from '../model/index.ts';
import { type Action, answerPage } from './persona-page.ts';
import type { Answer } from './send.ts';

/** Most redirects in a row, as in Chromium. */
const MOST_REDIRECTS = 20;
/** Most pages of a persona in a row. */
const MOST_PAGES = 8;

/** A request of a person's browser. */
export interface Navigation {
  readonly method: string;
  readonly url: URL;
  /** Form fields of a POST. */
  readonly form?: readonly (readonly [string, string])[];
  /** The page with the link or form; undefined for the address bar. */
  readonly page?: URL;
  /** The browser loads it by itself, for that page. */
  readonly loads?: VisitOptions['loads'];
}

/** How a navigation ended. */
export interface NavigationResult extends Omit<Visit, 'ok' | 'canary'> {
  /** It is stuck on a page of the persona that asks for nothing. */
  readonly restsAtPersona?: true;
}

/** The person does not get beyond a page of the persona. */
export const stuckOn = (
  page: Omit<NavigationResult, 'end'>,
  { stuck, ...rests }: Extract<Action, { readonly stuck: string }>,
): NavigationResult => ({ ...page, end: 'stuck', problem: stuck, ...rests });

const headerValue = (answer: Pick<Answer, 'headers'>, name: string): string | undefined =>
  answer.headers.find(([each]) => each.toLowerCase() === name)?.[1];

const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400 && status !== 304;

/** The request after a redirect: 307 and 308 repeat it, everything else becomes a GET. */
const redirected = (navigation: Navigation, status: number, location: string): Navigation => {
  const url = new URL(location, navigation.url.href);
  if (!url.hash) url.hash = navigation.url.hash;
  if (status === 307 || status === 308) return { ...navigation, url };
  const { page, loads } = navigation;
  return { method: 'GET', url, ...(page ? { page } : {}), ...(loads ? { loads } : {}) };
};

/** Fields of a form as a browser encodes them. */
export const encodeFields = (fields: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();

/** One navigation of a person from its first request to the page on which it ends. */
export class NavigationTracker {
  readonly options: VisitOptions;
  readonly #key: string;
  readonly #hops: Hop[] = [];
  #redirects = 0;
  #pages = 0;

  /** `key` names the account that the person picks. */
  constructor(key: string, options: VisitOptions) {
    this.#key = key;
    this.options = options;
  }

  note(hop: Hop): void {
    this.#hops.push(hop);
  }

  end(
    url: URL,
    end: NavigationResult['end'],
    answer: (Pick<Answer, 'status' | 'body'> & Partial<Pick<Answer, 'headers'>>) | undefined,
    problem?: string,
  ): NavigationResult {
    const { status = this.#hops.at(-1)?.status ?? 0, body = '', headers } = answer ?? {};
    const type = headerValue({ headers: headers ?? [] }, 'content-type');
    const told = { ...(type === undefined ? {} : { type }), ...(headers ? { headers } : {}) };
    const more = { ...told, ...(problem === undefined ? {} : { problem }) };
    return { url, status, body, hops: this.#hops, end, ...more };
  }

  /** The next request after an answer, or the result. */
  next(navigation: Navigation, to: Hop['to'], answer: Answer): Navigation | NavigationResult {
    if (isRedirect(answer)) return this.#redirect(navigation, answer);
    if (to === 'persona') return this.#answerPage(navigation.url, answer);
    if (to === 'app') return this.end(navigation.url, 'done', answer);
    return this.end(
      navigation.url,
      'broken',
      answer,
      `ended at ${navigation.url.origin}, which is neither the app nor a persona`,
    );
  }

  #redirect(navigation: Navigation, answer: Answer): Navigation | NavigationResult {
    const location = headerValue(answer, 'location');
    if (location === undefined || !URL.canParse(location, navigation.url.href)) {
      return this.end(navigation.url, 'broken', answer, `a redirect to "${location ?? ''}", which is not a valid URL`);
    }
    this.#redirects += 1;
    return this.#redirects > MOST_REDIRECTS
      ? this.end(navigation.url, 'looping', answer)
      : redirected(navigation, answer.status, location);
  }

  #answerPage(url: URL, answer: Answer): Navigation | NavigationResult {
    const submission = answerPage(answer.body, this.options.account ?? this.#key, this.options);
    if ('stuck' in submission) return stuckOn(this.end(url, 'stuck', answer), submission);
    this.#pages += 1;
    this.#redirects = 0;
    if (this.#pages > MOST_PAGES) return this.end(url, 'looping', answer);
    const action = new URL(submission.form.action || url.href, url.href);
    if (submission.form.method === 'POST') return { method: 'POST', url: action, form: submission.fields, page: url };
    action.search = encodeFields(submission.fields);
    return { method: 'GET', url: action, page: url };
  }
}
