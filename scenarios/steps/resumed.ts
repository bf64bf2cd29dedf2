/** What an app does with a request that it interrupted for a new authorization. */
import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';
import { paramsOf } from '../traffic/index.ts';
import { isCallbackOf } from './callback.ts';
import { readingsOf } from './readings.ts';

/** The person goes back to the callback of a visit, and loads it and the last page again. */
export const reload = async (context: ScenarioContext, { hops, url }: Visit): Promise<void> => {
  const { person, settled } = context;
  const callback = hops.findLast((hop) => isCallbackOf(context)(hop.url))?.url;
  if (callback) {
    await person.goesBackTo(callback);
    await person.opens(callback);
  }
  await person.opens(url);
  await settled();
};

/** Checks that the states of authorization requests do not show what the person submitted, or who that is. */
export const checkStateOpaque = (
  asked: readonly Exchange[],
  { canary }: Visit,
  { email }: Pick<Visitor, 'email'>,
  { check }: Pick<ScenarioContext, 'check'>,
): void => {
  const tells = (request: Exchange): boolean => {
    const readings = readingsOf(paramsOf(request).get('state') ?? '');
    return [canary, email].some((text) => text && readings.some((reading) => reading.includes(text)));
  };
  const open = asked.filter(tells);
  const found = 'it contains what the person submitted, in an encoding that everybody can read';
  check.should('state-opaque', 'The state does not contain the person’s data', open.length === 0, found, open);
};
