import type { Basis } from '../../scenarios/model/index.ts';

/** `RFC6749-10.12 (spec)`; with its address where there is one. */
export const renderBasis = ({ authority, ref, url }: Basis): string =>
  `${ref} (${authority})${url === undefined ? '' : ` ${url}`}`;
