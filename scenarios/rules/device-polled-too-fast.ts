import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { count, findingAbout, groupBy, isDated, jsonOf, paramsOf, startOf } from '../traffic/index.ts';

const DEFAULT_SECONDS = 5;
/** Of a second: clocks and timers are not exact. */
const LATITUDE = 0.8;

const deviceCodeOf = (exchange: Exchange): string | null =>
  exchange.endpoint === 'token' && exchange.request.method !== 'OPTIONS' ? paramsOf(exchange).get('device_code') : null;

/** The answer that brought a device code. */
const answerWith = (exchanges: readonly Exchange[], code: string) =>
  exchanges.map(jsonOf).find((json) => json?.device_code === code);

/** Some vendors write the interval as text. */
const secondsOf = (answer: ReturnType<typeof answerWith>): number => Number(answer?.interval ?? DEFAULT_SECONDS) || 0;

/** Polls that began earlier after the one before than they may. */
const earlyOnes = (polls: readonly Exchange[], seconds: number): readonly Exchange[] =>
  polls.filter((poll, place) => {
    const before = polls[place - 1];
    return before !== undefined && startOf(poll) - startOf(before) < seconds * LATITUDE * 1000;
  });

/** A device that asks for its token more often than it was told. Without the answer that told it, it may have been allowed. */
export default defineRule({
  id: 'device-polled-too-fast',
  title: 'A device waits between two polls as it was told',
  level: 'MUST',
  basis: [spec('RFC8628-3.5'), spec('RFC8628-3.2')],
  fix: 'Wait the `interval` of the device answer (5 seconds if there is none), and 5 seconds longer after each `slow_down`.',
  look: (exchanges) =>
    [...groupBy(exchanges.filter(isDated), deviceCodeOf)].flatMap(([code, polls]) => {
      const told = answerWith(exchanges, code);
      const early = earlyOnes(polls, secondsOf(told));
      return findingAbout(
        early,
        `The device asked too early in ${count(early.length, 'request')}: less than ${secondsOf(told)} seconds after the one before.`,
        told === undefined ? 'SHOULD' : undefined,
      );
    }),
});
