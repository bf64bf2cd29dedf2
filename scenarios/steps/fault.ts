import type { EndpointName, Exchange, FaultInput } from '../../provider/model/index.ts';
import type { InjectedAnswer } from '../traffic/index.ts';

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
