import type { Source } from './source.ts';

export type SettingValue = string | number | boolean;

/** The setting of a behaviour: its value, its default and its schema. */
export interface SettingInfo {
  readonly id: string;
  readonly persona: string;
  readonly summary: string;
  readonly stage: string;
  readonly origin: 'vendor' | 'lab';
  readonly source: Source;
  /** What a right client, or its developer, does when it meets this. Absent if nothing is refused. */
  readonly remedy?: string;
  readonly value: SettingValue;
  readonly default: SettingValue;
  /** JSON Schema of the values. `false` and `"off"` are always valid too. */
  readonly schema: Readonly<Record<string, unknown>>;
}
