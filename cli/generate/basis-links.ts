import type { Basis } from '../../scenarios/model/index.ts';

/** What a requirement rests on, each a link where it has an address. */
export const refs = (basis: readonly Basis[]): string =>
  basis.map(({ ref, url }) => (url === undefined ? ref : `[${ref}](${url})`)).join(', ');
