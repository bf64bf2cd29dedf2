import type { EndpointName, Exchange, FaultInput } from '../../provider/model/index.ts';
import type { ScenarioContext } from '../model/index.ts';
import { endpointsOn, type InjectedAnswer } from '../traffic/index.ts';

/** The endpoints of some exchanges, each once. */
export const endpointsOf = (exchanges: readonly Exchange[]): readonly EndpointName[] => [
  ...new Set(exchanges.map(({ endpoint }) => endpoint)),
];

/** The answer of a fault. */
export const asFault = ({ status, headers, body }: InjectedAnswer): FaultInput['do'] => ({
  status,
  ...(headers ? { headers: { ...headers } } : {}),
  ...(body ? { body: { ...body } } : {}),
});

/** True when a fault changed the answer. */
export const isStruck = ({ faults }: Exchange): boolean => faults.length > 0;

/** Lets a fault strike every request that the app itself makes on some channels: to the provider (`back`), to an API (`api`). */
export const strikeAll = async (
  context: Pick<ScenarioContext, 'world' | 'persona'>,
  channels: readonly ('back' | 'api')[],
  fault: Omit<FaultInput, 'on'>,
): Promise<void> => {
  for (const on of channels.flatMap((channel) => endpointsOn(context, channel)))
    await context.world.faults.inject({ ...fault, on });
};
