import type { TokenInfo } from '../../model/index.ts';

/** As the wire log shows it where an exchange carried it; else by kind and the beginning of its id. */
export const nameOfToken = ({ label, kind, id }: Pick<TokenInfo, 'label' | 'kind' | 'id'>): string =>
  label ?? `${kind} ${id.slice(0, 6)}`;
