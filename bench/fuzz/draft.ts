export type Pairs = readonly (readonly [name: string, value: string])[];

/** Where a request goes. */
export type Area = 'persona' | 'control' | 'console' | 'front' | 'this-machine';

/** A request as data, before its bytes. A text between « and » names a value that is known when the request is sent: `«google.code»`. */
export interface Draft {
  readonly area: Area;
  readonly method: string;
  /** Host of the vendor, for a persona. */
  readonly host?: string;
  readonly persona?: string;
  /** Path as in the routes, with names of values. */
  readonly path: string;
  /** Text behind the path that is sent as it stands. */
  readonly rawQuery?: string;
  readonly query: Pairs;
  readonly headers: Pairs;
  readonly form?: Pairs;
  /** JSON text. */
  readonly json?: string;
  readonly raw?: string;
}

export const FORM = 'application/x-www-form-urlencoded';

/** Body of a draft and the content type that belongs to it. */
export const bodyOf = ({ form, json, raw }: Draft): { readonly body: string; readonly type?: string } => {
  if (raw !== undefined) return { body: raw };
  if (json !== undefined) return { body: json, type: 'application/json' };
  if (form !== undefined) return { body: new URLSearchParams(form as [string, string][]).toString(), type: FORM };
  return { body: '' };
};

export const withoutAt = <T>(list: readonly T[], at: number): readonly T[] =>
  list.length === 0 ? list : list.toSpliced(at % list.length, 1);

export const repeatedAt = <T>(list: readonly T[], at: number): readonly T[] => {
  const one = list[at % Math.max(1, list.length)];
  return one === undefined ? list : [...list, one];
};

export const setAt = (pairs: Pairs, at: number, value: string): Pairs => {
  const one = pairs[at % Math.max(1, pairs.length)];
  return one === undefined ? pairs : pairs.with(at % pairs.length, [one[0], value]);
};
