import type { ReportedExchange } from '../model/index.ts';

type Message = ReportedExchange['request'];

/**
 * What the exchanges of a run repeat: the same headers, and the same reasons for what the provider did. Each is held once, for all
 * exchanges together are most of what a run holds in memory.
 */
export class Repetition {
  readonly #seen = new Map<string, unknown>();

  /** The same exchange, made of what is held already. */
  share(exchange: ReportedExchange): ReportedExchange {
    const { request, response, because } = exchange;
    return {
      ...exchange,
      request: { ...request, headers: this.#headers(request) },
      ...(response ? { response: { ...response, headers: this.#headers(response) } } : {}),
      because: because.map((each) => this.#once(each)),
    };
  }

  #headers({ headers }: Pick<Message, 'headers'>): Message['headers'] {
    return headers.map((each) => this.#once(each));
  }

  #once<T>(value: T): T {
    const key = JSON.stringify(value);
    if (!this.#seen.has(key)) this.#seen.set(key, value);
    return this.#seen.get(key) as T;
  }
}
