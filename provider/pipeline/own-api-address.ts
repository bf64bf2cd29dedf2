import { localBase } from '../world/index.ts';

/** An API of the user, as a request names it. */
export interface OwnApiTarget {
  readonly name: string;
  /** Below the address of the API, with the query. */
  readonly path: string;
}

/** Place of the APIs among the addresses of a world. */
export const OWN_APIS_PLACE = 'apis';

/** Address of an API in the lab. */
export const ownApiAddress = (labUrl: string, world: string, name: string): string =>
  `${localBase(labUrl, world, OWN_APIS_PLACE)}/${name}`;

/** Splits what follows the place: `/orders/v1/list?page=2`. */
export const ownApiTarget = (rest: string): OwnApiTarget => {
  const [, name = '', path = ''] = /^\/?([^/?]*)(.*)$/s.exec(rest) ?? [];
  return { name, path };
};
