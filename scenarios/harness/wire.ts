import { type Exchange, isApi, type World } from '../../provider/model/index.ts';
import { grantTypeOf, isRenewal, type Wire } from '../model/index.ts';

/** Every exchange that ended after a mark, revealed, in order. */
export const readWire = async (world: World, mark: number): Promise<readonly Exchange[]> => {
  const exchanges: Exchange[] = [];
  for (let after = mark; ; ) {
    const page = await world.wire.read({ after, reveal: true });
    exchanges.push(...page.exchanges);
    const next = page.exchanges.at(-1)?.sequence ?? after;
    if (next <= after || next >= page.last) return exchanges;
    after = next;
  }
};

/** Mark of the present: what ends later has a higher sequence number. */
export const markNow = async (world: World): Promise<number> => (await world.wire.read({ limit: 1 })).last;

/** The wire log of one leg. What carries a credential from before it is left out. */
export const openWire = (world: World, mark: number): Wire => {
  const all = async () => (await readWire(world, mark)).filter(({ stale }) => !stale);
  const only = (fits: (exchange: Exchange) => boolean) => async () => (await all()).filter(fits);
  return {
    all,
    authorizations: only(({ endpoint }) => endpoint === 'authorize'),
    codeExchanges: only((exchange) => grantTypeOf(exchange) === 'authorization_code'),
    refreshes: only(isRenewal),
    apiCalls: only(({ endpoint }) => isApi(endpoint)),
    userinfos: only(({ endpoint }) => endpoint === 'userinfo'),
  };
};
