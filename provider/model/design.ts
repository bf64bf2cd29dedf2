import type { SettingValue } from './setting.ts';

/** One way to build an API, as settings of its persona. Everything else has its default. */
export interface Design {
  /** Unique among all personas: `sessions`. */
  readonly id: string;
  /** One sentence about the API. */
  readonly summary: string;
  readonly settings: Readonly<Record<string, SettingValue>>;
}

/** A design, and whose it is. */
export interface DesignInfo extends Design {
  readonly persona: string;
}
