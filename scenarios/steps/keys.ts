import type { Exchange } from '../../provider/model/index.ts';
import { isAccepted, memberOf } from '../traffic/index.ts';

/** Requests that made a key. */
export const keyCreationsIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter((each) => each.endpoint === 'keys.create' && isAccepted(each));

/** Secrets that sign, as the API told them. An API key is sent with each request: that is its scheme. */
export const signingSecretsIn = (exchanges: readonly Exchange[]): readonly string[] =>
  keyCreationsIn(exchanges).flatMap((each) => memberOf(each, 'secret') ?? []);
