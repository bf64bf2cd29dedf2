import { type Exchange, isApi, type World } from '../../provider/model/index.ts';
import type { Wire } from '../model/index.ts';
import { grantTypeOf, isLoginAttempt, isRenewal } from '../traffic/index.ts';

/** Every exchange that ended after a mark, revealed, in order. */
const readWire = async (world: World, mark: number): Promise<readonly Exchange[]> => {
  const exchanges: Exchange[] = [];
  for (let after = mark; ; ) {
    const page = await world.wire.read({ after, reveal: true });
    exchanges.push(...page.exchanges);
    const next = page.exchanges.at(-1)?.sequence ?? after;
    if (next <= after || next >= page.last) return exchanges;
    after = next;
  }
};

/** Characters of the bodies of one leg. */
const LEG_BODIES = 16 * 1024 * 1024;

const sizeOf = ({ request, response }: Exchange): number => (request.body?.length ?? 0) + (response?.body?.length ?? 0);

const withoutBodies = (exchange: Exchange): Exchange => {
  const { body: _, ...request } = exchange.request;
  const { body: __, ...response } = exchange.response ?? { status: 0, headers: [] };
  return exchange.response ? { ...exchange, request, response } : { ...exchange, request };
};

/** The current sequence number; exchanges that end later have higher ones. */
export const markNow = async (world: World): Promise<number> => (await world.wire.read({ limit: 1, reveal: true })).last;

/** The log of one leg, revealed. Exchanges are read once: they do not change after their end. */
export const legLog = (world: World, mark: number): (() => Promise<readonly Exchange[]>) => {
  let known: readonly Exchange[] = [];
  let left = LEG_BODIES;
  const keep = (exchange: Exchange): Exchange => {
    left -= sizeOf(exchange);
    return left < 0 ? withoutBodies(exchange) : exchange;
  };
  let reading: Promise<unknown> = Promise.resolve();
  const readOn = async (): Promise<readonly Exchange[]> => {
    const news = await readWire(world, known.at(-1)?.sequence ?? mark);
    if (news.length > 0) known = [...known, ...news.map(keep)];
    return known;
  };
  return () => {
    const read = reading.then(readOn, readOn); // in sequence, so that nothing is read twice
    reading = read;
    return read;
  };
};

/** The wire log of one leg, without exchanges that use a credential from before it. */
export const openWire = (log: () => Promise<readonly Exchange[]>): Wire => {
  const all = async () => (await log()).filter(({ stale }) => !stale);
  const only = (fits: (exchange: Exchange) => boolean) => async () => (await all()).filter(fits);
  return {
    all,
    authorizations: only(({ endpoint }) => endpoint === 'authorize'),
    codeExchanges: only((exchange) => grantTypeOf(exchange) === 'authorization_code'),
    logins: only(isLoginAttempt),
    refreshes: only(isRenewal),
    apiCalls: only(({ endpoint }) => isApi(endpoint)),
    userinfos: only(({ endpoint }) => endpoint === 'userinfo'),
  };
};
