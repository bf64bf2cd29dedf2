import type { Hop, Visit, VisitOptions } from '../model/index.ts';
import { answerPage } from './persona-page.ts';
import type { Answer } from './send.ts';

/** Redirects that a browser follows in a row, as Chromium counts them. */
const MOST_REDIRECTS = 20;
/** Pages of a persona that a person answers in one go before giving up. */
const MOST_PAGES = 8;

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
export type Landing = Omit<Visit, 'ok' | 'canary'>;

const headerValue = (answer: Answer, name: string): string | undefined =>
  answer.headers.find(([each]) => each.toLowerCase() === name)?.[1];

const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400 && status !== 304;

/** The request after a redirect: 307 and 308 repeat it, everything else becomes a GET. */
const redirected = (errand: Errand, status: number, location: string): Errand => {
  const url = new URL(location, errand.url.href);
  if (!url.hash) url.hash = errand.url.hash;
  if (status === 307 || status === 308) return { ...errand, url };
  return { method: 'GET', url, ...(errand.page ? { page: errand.page } : {}) };
};

/** Fields of a form as a browser encodes them. */
export const encodeFields = (fields: readonly (readonly [string, string])[]): string =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();

/** One errand of a person from its first request to the page on which it ends. */
export class Journey {
  readonly manner: VisitOptions;
  readonly #key: string;
  readonly #hops: Hop[] = [];
  #redirects = 0;
  #pages = 0;

  /** `key` names the account that the person picks. */
  constructor(key: string, manner: VisitOptions) {
    this.#key = key;
    this.manner = manner;
  }

  note(hop: Hop): void {
    this.#hops.push(hop);
  }

  end(url: URL, end: Landing['end'], answer: Pick<Answer, 'status' | 'body'> | undefined, problem?: string): Landing {
    const { status = this.#hops.at(-1)?.status ?? 0, body = '' } = answer ?? {};
    return { url, status, body, hops: this.#hops, end, ...(problem === undefined ? {} : { problem }) };
  }

  /** What follows from an answer: another request, or the end. */
  next(errand: Errand, to: Hop['to'], answer: Answer): Errand | Landing {
    if (isRedirect(answer)) return this.#redirect(errand, answer);
    if (to === 'persona') return this.#answerPage(errand.url, answer);
    if (to === 'app') return this.end(errand.url, 'done', answer);
    return this.end(errand.url, 'broken', answer, `ended at ${errand.url.origin}, which is neither the app nor a persona`);
  }

  #redirect(errand: Errand, answer: Answer): Errand | Landing {
    const location = headerValue(answer, 'location');
    if (location === undefined || !URL.canParse(location, errand.url.href)) {
      return this.end(errand.url, 'broken', answer, `a redirect to "${location ?? ''}", which is no address`);
    }
    this.#redirects += 1;
    return this.#redirects > MOST_REDIRECTS
      ? this.end(errand.url, 'looping', answer)
      : redirected(errand, answer.status, location);
  }

  #answerPage(url: URL, answer: Answer): Errand | Landing {
    const submission = answerPage(answer.body, this.manner.account ?? this.#key, this.manner);
    if ('stuck' in submission) return this.end(url, 'stuck', answer, submission.stuck);
    this.#pages += 1;
    this.#redirects = 0;
    if (this.#pages > MOST_PAGES) return this.end(url, 'looping', answer);
    const action = new URL(submission.form.action || url.href, url.href);
    if (submission.form.method === 'POST') return { method: 'POST', url: action, form: submission.fields, page: url };
    action.search = encodeFields(submission.fields);
    return { method: 'GET', url: action, page: url };
  }
}
