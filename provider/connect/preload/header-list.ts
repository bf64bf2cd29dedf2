import type { OutgoingHttpHeader } from 'node:http';

export type HeaderPair = readonly [name: string, value: OutgoingHttpHeader];
/** Headers for `writeHead`: an object, a list of pairs, or alternating names and values. */
export type WrittenHeaders = Readonly<Record<string, OutgoingHttpHeader>> | readonly HeaderPair[] | readonly OutgoingHttpHeader[];

const isList = (headers: WrittenHeaders): headers is readonly HeaderPair[] | readonly OutgoingHttpHeader[] =>
  Array.isArray(headers);
const isFlat = (headers: readonly unknown[]): headers is readonly OutgoingHttpHeader[] => !Array.isArray(headers[0]);

/** Each header with its name, whatever the shape. */
export const pairsOf = (headers: WrittenHeaders): readonly HeaderPair[] => {
  if (!isList(headers)) return Object.entries(headers);
  if (!isFlat(headers)) return headers;
  return headers.flatMap((name, i) => (i % 2 === 0 ? [[String(name), headers[i + 1] ?? ''] as const] : []));
};

/** Pairs in the shape in which the headers came. */
export const inShapeOf = (headers: WrittenHeaders, pairs: readonly HeaderPair[]): WrittenHeaders => {
  if (!isList(headers)) return Object.fromEntries(pairs);
  return isFlat(headers) ? (pairs.flat() as OutgoingHttpHeader[]) : pairs;
};
