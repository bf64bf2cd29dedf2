import { DECLARED_ROWS } from '../personas/declared.ts';
import { WORLD_ROWS } from './row-kinds.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Every kind of row in a world. */
export const ROW_KINDS = [...DECLARED_ROWS, ...WORLD_ROWS];

/** Fields in epoch seconds by kind of row. Ageing shifts all of them on read. */
export const EPOCH_FIELDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ROW_KINDS.map(({ kind, epochFields }) => [kind, epochFields]),
);

/** Returns the payload with its times moved `seconds` into the past. Returns the same object if nothing changes. */
export const aged = (kind: string, payload: Payload, seconds: number): Payload => {
  if (seconds === 0) return payload;
  const shifted: Record<string, unknown> = { ...payload };
  for (const field of EPOCH_FIELDS[kind] ?? []) {
    const value = shifted[field];
    if (typeof value === 'number') shifted[field] = value - seconds;
  }
  return shifted;
};
