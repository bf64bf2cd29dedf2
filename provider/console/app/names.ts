import type { TokenInfo } from '../../model/index.ts';

/** A suffix like `.apps.example.com` is in each client id of a vendor, and takes the room of another. */
export const shortClientId = (clientId: string): string => clientId.replace(/\.apps\.[\w-]+\.\w+$/, '');

/** The label of the wire log if an exchange carried the token; else its kind and the beginning of its id. */
export const nameOfToken = ({ label, kind, id }: Pick<TokenInfo, 'label' | 'kind' | 'id'>): string =>
  label ?? `${kind} ${id.slice(0, 6)}`;
