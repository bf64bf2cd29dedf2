import type { Exchange } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { after, isAccepted, jsonOf, markOf } from '../traffic/index.ts';
import { isStruck } from './fault.ts';
import { type LoginSeen, seeLogin } from './login.ts';

export type Metadata = Readonly<Record<string, unknown>>;

/** A login of a second person with the right metadata, then one of the person with changed metadata. */
export interface MetadataLogin {
  readonly honest: LoginSeen;
  /** The right metadata as this client got it; undefined if it did not ask. */
  readonly good: Metadata | undefined;
  /** Undefined for an app that did not start with the changed metadata. */
  readonly login: LoginSeen | undefined;
  /** Requests that got the changed metadata. */
  readonly struck: readonly Exchange[];
  /** Everything since the metadata changed. */
  readonly since: readonly Exchange[];
}

/** Starts the app without what it keeps in memory. False if it did not come up. */
export const startsAnew = ({ app }: Pick<ScenarioContext, 'app'>): Promise<boolean> =>
  app.restart().then(
    () => true,
    () => false,
  );

const metadataIn = (exchanges: readonly Exchange[]): Metadata | undefined =>
  exchanges
    .filter((each) => each.endpoint === 'discovery' && isAccepted(each))
    .map(jsonOf)
    .findLast(Boolean);

/**
 * Signs a second person in, changes the metadata, and signs the person in. Clients keep metadata for hours: the app is started
 * anew before each, and once more at the end, with the right metadata.
 */
export const seeMetadataLogin = async (
  context: ScenarioContext,
  changed: (good: Metadata) => Readonly<Record<string, unknown>>,
): Promise<MetadataLogin> => {
  const { world, wire, twist, person, secondPerson } = context;
  await twist(() => startsAnew(context));
  const honest = await seeLogin(await secondPerson(), context);
  const good = metadataIn(await wire.all());
  const mark = markOf(await wire.all());
  const starts = await twist(async () => {
    if (good) await world.faults.inject({ on: 'discovery', do: { setBody: changed(good) } });
    return startsAnew(context);
  });
  const login = starts === false ? undefined : await seeLogin(person, context);
  const since = after(await wire.all(), mark);
  await twist(async () => {
    await world.faults.clear();
    await startsAnew(context);
  });
  return { honest, good, login, since, struck: since.filter((each) => each.endpoint === 'discovery' && isStruck(each)) };
};

/** Ends the leg for a client that does not read the metadata, or not this time. */
export const needMetadata = ({ good, struck }: MetadataLogin, { check }: Pick<ScenarioContext, 'check'>): void => {
  if (!good) check.skip('No request for the metadata was seen after a start: this client does not read it.');
  if (struck.length === 0) check.inconclusive('The client read the metadata after one start, and not after the next.');
};
