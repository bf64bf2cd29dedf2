/** Where in a message a named value stands. */
export type Place =
  | 'query'
  | 'fragment'
  | 'location'
  | 'referer'
  | 'form'
  | 'json'
  | 'html'
  | 'authorization'
  | 'proxy-authorization'
  | 'header'
  | 'cookie'
  | 'set-cookie'
  | 'userinfo';

/** A value with a name, and the span of text in which it stands as it is spelled there. */
export interface NamedValue {
  readonly place: Place;
  /** Name of the parameter, member, input or cookie; for `authorization`, the scheme in lower case. */
  readonly name: string;
  /** Decoded. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Stands without the quotation marks that a text has there. */
  readonly isBare?: true;
}
