import type { ClientInput, RegisteredClient } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';

type Changes = Partial<Omit<ClientInput, 'clientId'>>;

const registrationOfApp = async ({ app, world, persona, check }: ScenarioContext): Promise<RegisteredClient> => {
  const client = (await world[persona].clients()).find(({ clientId }) => clientId === app.clientId);
  return client ?? check.inconclusive('The app is not registered.');
};

/** Does something while the app is registered differently. A registration outlives its leg, so it is put back at the end. */
export const whileRegistered = async <T>(
  context: ScenarioContext,
  changes: (before: RegisteredClient) => Changes,
  action: () => Promise<T>,
): Promise<T> => {
  const handle = context.world[context.persona];
  const { persona: _, ...before } = await registrationOfApp(context);
  try {
    await handle.register({ ...before, ...changes({ ...before, persona: context.persona }) });
    return await action();
  } finally {
    await handle.register(before);
  }
};
