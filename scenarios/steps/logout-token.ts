import type { Exchange } from '../../provider/model/index.ts';
import type { Level, ScenarioContext } from '../model/index.ts';
import { claimsOf, describeExchange, formOf, headerOf } from '../traffic/index.ts';
import type { GoodClaims, Tampering } from './id-token.ts';

/** A valid logout token of the client, and one that it was sent earlier. */
export interface GoodLogout extends GoodClaims {
  /** `jti` of the earlier one. */
  readonly usedJti: string | undefined;
}

/** One wrong logout token. */
export interface LogoutForgery {
  /** What is wrong with it, as the end of "a logout token …". */
  readonly says: string;
  /** Level of the requirement to refuse it. Default `MUST`. */
  readonly level?: Level;
  /** It is valid, and about a session that this client does not have: any answer is right. */
  readonly isForeign?: true;
  /** The client received its `jti` before. */
  readonly isReplay?: true;
  readonly make: (good: GoodLogout) => Tampering;
}

const logoutTokenOf = (notice: Exchange): string => formOf(notice).get('logout_token') ?? '';

/** The `jti` of the latest logout token of some notices. */
export const jtiOf = (notices: readonly Exchange[]): string | undefined => {
  const latest = notices.at(-1);
  if (!latest) return undefined;
  const { jti } = claimsOf(logoutTokenOf(latest));
  return typeof jti === 'string' ? jti : undefined;
};

/** Answers without `Cache-Control: no-store`. */
const storableOf = (notices: readonly Exchange[]): readonly Exchange[] =>
  notices.filter(({ response }) => response && !/\bno-store\b/i.test(headerOf(response, 'cache-control') ?? ''));

/** Checks that answers to logout tokens are not kept by caches. */
export const checkNoStore = (notices: readonly Exchange[], { check }: Pick<ScenarioContext, 'check'>): void => {
  const storable = storableOf(notices);
  const found = `without Cache-Control: no-store: ${storable.map(describeExchange).join('; ')}`;
  check.should('no-store', 'The answer forbids caches to store it', storable.length === 0, found, storable);
};
