import { DECLARED_ROWS } from '../personas/declared.ts';
import { WORLD_ROWS } from './row-kinds.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Every kind of row that a world can hold. */
export const ROW_KINDS = [...DECLARED_ROWS, ...WORLD_ROWS];

/** Every epoch field of every kind of row, in seconds: ageing shifts all of them on read. */
export const EPOCH_FIELDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ROW_KINDS.map(({ kind, epochFields }) => [kind, epochFields]),
);

/** The payload as it reads when it is `seconds` older than it was written. The payload itself when nothing shifts. */
export const aged = (kind: string, payload: Payload, seconds: number): Payload => {
  if (seconds === 0) return payload;
  const shifted: Record<string, unknown> = { ...payload };
  for (const field of EPOCH_FIELDS[kind] ?? []) {
    const value = shifted[field];
    if (typeof value === 'number') shifted[field] = value - seconds;
  }
  return shifted;
};
