import type { Exchange } from '../../provider/model/index.ts';
import { defineRule, spec } from '../model/index.ts';
import { count, endOf, findingAbout, groupBy, jsonOf, paramsOf, startOf } from '../traffic/index.ts';

const DEFAULT_SECONDS = 5;
/** Of a second: clocks and timers are not exact. */
const LATITUDE = 0.8;

const deviceCodeOf = (exchange: Exchange): string | null =>
  exchange.endpoint === 'token' ? paramsOf(exchange).get('device_code') : null;

/** The interval that came with a device code. */
const intervalOf = (exchanges: readonly Exchange[], code: string): number => {
  const answer = exchanges.map(jsonOf).find((json) => json?.device_code === code);
  return typeof answer?.interval === 'number' ? answer.interval : DEFAULT_SECONDS;
};

/** A device that asks for its token more often than it was told. */
export default defineRule({
  id: 'device-polled-too-fast',
  title: 'A device waits between two polls as it was told',
  level: 'MUST',
  basis: [spec('RFC8628-3.5'), spec('RFC8628-3.2')],
  fix: 'Wait the `interval` of the device answer (5 seconds if there is none), and 5 seconds longer after each `slow_down`.',
  look: (exchanges) =>
    [...groupBy(exchanges, deviceCodeOf)].flatMap(([code, polls]) => {
      const atLeast = intervalOf(exchanges, code) * LATITUDE * 1000;
      const early = polls.filter((poll, place) => {
        const before = polls[place - 1];
        return before !== undefined && startOf(poll) - endOf(before) < atLeast;
      });
      return findingAbout(
        early,
        `The device asked too early in ${count(early.length, 'request')}: less than ${intervalOf(exchanges, code)} seconds after the one before.`,
      );
    }),
});
