import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { clientOf, endOf, findingAbout, groupBy, headerOf, isAfter, isDated, startOf } from '../traffic/index.ts';

/** More than a person does who tries again. */
const MANY = 5;

/** Seconds to wait, of an answer that asks for that. */
const waitSecondsOf = ({ response }: Exchange): number => {
  if (response?.status !== 429 && response?.status !== 503) return 0;
  const seconds = Number(headerOf(response, 'retry-after'));
  return Number.isFinite(seconds) ? seconds : 0;
};

/** The same client with the same credential at the same place. */
const callerOf = (exchange: Exchange): string => {
  const { method, vendorUrl } = exchange.request;
  const credential = headerOf(exchange.request, 'authorization') ?? exchange.flow ?? '';
  return [method, vendorUrl.split('?', 1)[0], clientOf(exchange), credential].join(' ');
};

/** Requests that came before the time was over that an earlier answer named. */
const earlyOnes = (same: readonly Exchange[]): readonly Exchange[] =>
  same.filter((each, place) =>
    same.slice(0, place).some((before) => isAfter(each, before) && startOf(each) < endOf(before) + waitSecondsOf(before) * 1000),
  );

/** A client that goes on although it was told how long to wait. */
export default defineRule({
  id: 'retry-after-ignored',
  title: 'A client waits as long as Retry-After says',
  level: 'SHOULD',
  basis: [spec('RFC9110-10.2.3'), spec('RFC6585-4')],
  fix: 'After 429 or 503 wait at least the seconds of `Retry-After`; show the person that it takes a while.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isDated), callerOf).values()]
      .filter((same) => same.some((each) => waitSecondsOf(each) > 0))
      .map(earlyOnes)
      .filter(({ length }) => length >= MANY)
      .flatMap((early) => findingAbout(early, `${early.length} requests came before the time was over that Retry-After named.`)),
});
