import type { Source } from './source.ts';

export type SettingValue = string | number | boolean;

/** One switch: a behaviour, its value in force, and what else it takes. */
export interface SettingInfo {
  readonly id: string;
  readonly persona: string;
  readonly summary: string;
  readonly stage: string;
  readonly origin: 'vendor' | 'lab';
  readonly source: Source;
  readonly value: SettingValue;
  readonly default: SettingValue;
  /** JSON Schema of the values. `false` and `"off"` are legal besides. */
  readonly schema: Readonly<Record<string, unknown>>;
}
