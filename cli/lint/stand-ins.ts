/** Values that another tool took out of a recording before: rules must not judge the words that stand in their place. */
import { createHash } from 'node:crypto';
import type { Exchange, Message } from '../../provider/model/index.ts';

/** `access-token#2`, as a lab writes it: the same secret has the same name. In an address `#` is encoded. */
const ORDINAL = /\b[a-z]+(?:-[a-z]+)*(?:#|%23)\d+/g;

const WORDS = ['redacted', 'removed', 'filtered', 'sanitized', 'masked', 'scrubbed'];
const CAPITALS = WORDS.map((word) => word.toUpperCase());
/** Between brackets. */
const WORD = `(?:${[...WORDS, ...CAPITALS, 'Redacted'].join('|')})`;
/** By itself; the others are words of addresses and texts as well. */
const LONE_WORD = `(?:${[...CAPITALS, 'redacted', 'Redacted'].join('|')})`;
const NAME = '[\\w. /+%-]{0,40}?';
const [OPEN, CLOSE] = ['(?:<|&lt;|%3[Cc])', '(?:>|&gt;|%3[Ee])'];

/** What tools write: their word, with the name of the value or without. */
const FORMS = [
  `(?:\\[|%5[Bb])${NAME}${WORD}${NAME}(?:\\]|%5[Dd])`, // [code_verifier redacted]
  `${OPEN}${NAME}${WORD}${NAME}${CLOSE}`, // <redacted token>
  `${OPEN}[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+${CLOSE}`, // <ACCESS_TOKEN>
  '(?:\\{\\{|%7[Bb]%7[Bb])[\\w +-]{1,40}(?:\\}\\}|%7[Dd]%7[Dd])', // {{API_TOKEN}}
  `\\b_*(?:[A-Za-z]+_)*${LONE_WORD}(?:_[A-Za-z]+)*_*\\b`, // REDACTED_TOKEN
  '(?:\\*|%2[Aa]){3,}|(?:•|%E2%80%A2){3,}',
  '\\b[xX]{4,}\\b|[xX]{8,}',
  '\\b[\\w-]{1,40}(?:\\.{3}|…|%E2%80%A6)(?=[&"\'\\s\\\\]|$)', // eyJhbGciOi..., which was cut short
];

/** What stood there is lost, and two of them need not be the same. The signature of a JWT alone says nothing to a rule. */
const PLACEHOLDER = new RegExp(`(?<!\\bey[\\w-]+\\.ey[\\w-]+\\.)(?:${FORMS.join('|')})`, 'g');

/** Is in every placeholder: most texts have none, and long ones are searched faster by this. */
const HINT = new RegExp(
  `${WORDS.join('|')}|(?:<|&lt;|%3C)[A-Z]|\\{\\{|%7B%7B|\\*{3}|(?:%2A){3}|•|%E2%80%A2|x{4}|\\.{3}|…|%E2%80%A6`,
  'i',
);

const made = (text: string): string => createHash('sha256').update(text).digest('base64url');

const madeJwt = (text: string): string => [1, 2, 3].map((part) => made(`${text}.${part}`)).join('.');

const standInFor = (ordinal: string): string => {
  const name = ordinal.replace('%23', '#');
  return /^(?:id-token|jwt)#/.test(name) ? madeJwt(name) : made(name);
};

/** True where an ID token stood: by the word itself, or by the parameter or member of which it is the value. */
const isIdToken = (placeholder: string, before: string): boolean =>
  /id[_-]?token|jwt/i.test(placeholder) || /id_token(?:_hint)?(?:=|%3D|\\?"\s*:\s*\\?")$/i.test(before);

/** Replaces what was taken out by values of the usual shape: the same for the same ordinal, each different for a placeholder. */
export class StandIns {
  #placeholders = 0;

  readonly #inText = (text: string, hasOrdinals: boolean): string => {
    const known = hasOrdinals ? text.replaceAll(ORDINAL, standInFor) : text;
    if (!HINT.test(known)) return known;
    return known.replaceAll(PLACEHOLDER, (placeholder, at: number) => {
      const name = `placeholder ${this.#placeholders++}`;
      return isIdToken(placeholder, known.slice(Math.max(0, at - 24), at)) ? madeJwt(name) : made(name);
    });
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
