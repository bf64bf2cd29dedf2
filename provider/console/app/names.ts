import type { TokenInfo } from '../../model/index.ts';

/** A client id without the domain of its vendor, which each of its client ids has: `1234-shop`. */
export const shortClientId = (clientId: string): string => clientId.replace(/^([^.]{4,})(?:\.[\w-]+){2,}$/, '$1');

/** The label of the wire log if an exchange carried the token; else its kind and the beginning of its id. */
export const nameOfToken = ({ label, kind, id }: Pick<TokenInfo, 'label' | 'kind' | 'id'>): string =>
  label ?? `${kind} ${id.slice(0, 6)}`;
