import { createHash } from 'node:crypto';
import type { Behaviour } from '../../provider/model/index.ts';
import type { Scenario } from '../model/index.ts';

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

const describeBehaviour = ({ id, summary, stage, origin, source }: Behaviour) => ({ id, summary, stage, origin, source });

/** Digest of a persona's behaviours: runs with the same digest used the same provider. */
export const personaRevision = (behaviours: readonly Behaviour[], persona: string): string =>
  digest(behaviours.filter(({ id }) => id.startsWith(`${persona}/`)).map(describeBehaviour));

/** Digest of the declarations of the scenarios and behaviours of this version. */
export const catalogueRevision = (scenarios: readonly Scenario[], behaviours: readonly Behaviour[]): string =>
  digest({
    scenarios: scenarios.map(({ steps, control, judge, ...words }) => words),
    behaviours: behaviours.map(describeBehaviour),
  });
