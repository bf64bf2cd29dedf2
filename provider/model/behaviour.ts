import { toJSONSchema, type ZodType } from 'zod';
import type { BehaviourId, LabSettingId } from './ids.ts';
import type { SettingValue } from './setting.ts';
import type { Source } from './source.ts';
import type { Stage, Stages } from './stages.ts';

/** What a behaviour returns: undefined, or a decision with the reason for this exchange. */
export type Decision<S extends Stage> = (Stages[S]['decision'] & { readonly because: string }) | undefined;

/** One difference between a persona and the plain protocol engine, with an id, a source and a setting. */
export interface Behaviour<S extends Stage = Stage> {
  readonly id: BehaviourId | LabSettingId;
  /** One sentence, present tense, about the vendor. */
  readonly summary: string;
  readonly stage: S;
  /** `vendor`: the vendor does this; `lab`: offered for tests. */
  readonly origin: 'vendor' | 'lab';
  /** Schema with default. `false` and `'off'` disable the behaviour and are always valid. */
  readonly setting: ZodType<SettingValue>;
  readonly source: Source;
  /** What a right client, or its developer, does when it meets this. Required for a refusal. */
  readonly remedy?: string;
  apply(input: Stages[S]['input'], setting: SettingValue): Decision<S>;
}

/** Declares a behaviour. The stage determines the input and the decision of `apply`. */
export const defineBehaviour = <S extends Stage>(behaviour: Behaviour<S>): Behaviour => behaviour as unknown as Behaviour;

/** JSON Schema of a behaviour's setting, with its default. */
export const settingSchema = ({ setting }: Behaviour): Readonly<Record<string, unknown>> => {
  const { $schema: _dialect, ...schema } = toJSONSchema(setting, { io: 'input' });
  return schema;
};
