/** Values that another tool took out of a recording before: rules must not judge the words that stand in their place. */
import { createHash } from 'node:crypto';
import type { Exchange, Message } from '../../provider/model/index.ts';

/** `access-token#2`, as a lab writes it: the same secret has the same name. In an address `#` is encoded. */
const ORDINAL = /\b[a-z]+(?:-[a-z]+)*(?:#|%23)\d+/g;

/** `[REDACTED]`, `***`: what stood there is lost, and two of them need not be the same. */
const PLACEHOLDER = /\[?(?:REDACTED|redacted|REMOVED|FILTERED)\]?|%5BREDACTED%5D|\*{3,}|\bX{6,}\b/g;

/** Is in every placeholder: most texts have none, and long ones are searched faster by these. */
const IN_PLACEHOLDERS = ['REDACTED', 'redacted', 'REMOVED', 'FILTERED', '***', 'XXXXXX'];

const made = (text: string): string => createHash('sha256').update(text).digest('base64url');

const standInFor = (ordinal: string): string => {
  const name = ordinal.replace('%23', '#');
  return /^(?:id-token|jwt)#/.test(name) ? [1, 2, 3].map((part) => made(`${name}.${part}`)).join('.') : made(name);
};

/** Replaces what was taken out by values of the usual shape: the same for the same ordinal, each different for a placeholder. */
export class StandIns {
  #placeholders = 0;

  readonly #inText = (text: string, hasOrdinals: boolean): string => {
    const known = hasOrdinals ? text.replaceAll(ORDINAL, standInFor) : text;
    if (!IN_PLACEHOLDERS.some((part) => known.includes(part))) return known;
    return known.replaceAll(PLACEHOLDER, () => made(`placeholder ${this.#placeholders++}`));
  };

  #inMessage<M extends Message>(message: M, hasOrdinals: boolean): M {
    const headers = message.headers.map(([name, value]) => [name, this.#inText(value, hasOrdinals)] as const);
    return { ...message, headers, ...(message.body !== undefined && { body: this.#inText(message.body, hasOrdinals) }) };
  }

  /** `isOfLab`: the lab wrote it, with ordinals. */
  apply(exchange: Exchange, isOfLab: boolean): Exchange {
    const { request, response } = exchange;
    const url = this.#inText(request.url, isOfLab);
    const vendorUrl = request.vendorUrl === request.url ? url : this.#inText(request.vendorUrl, isOfLab);
    return {
      ...exchange,
      request: { ...this.#inMessage(request, isOfLab), url, vendorUrl },
      ...(response && { response: this.#inMessage(response, isOfLab) }),
    };
  }
}
