import { toJSONSchema, type ZodType } from 'zod';
import type { BehaviourId } from './ids.ts';
import type { SettingValue } from './setting.ts';
import type { Source } from './source.ts';
import type { Stage, Stages } from './stages.ts';

/** What a behaviour answers: nothing, or a decision and why it was taken in this very case. */
export type Decision<S extends Stage> = (Stages[S]['decision'] & { readonly because: string }) | undefined;

/** One named, sourced, adjustable way in which a persona differs from the plain protocol engine. */
export interface Behaviour<S extends Stage = Stage> {
  readonly id: BehaviourId;
  /** One sentence, present tense, about the vendor. */
  readonly summary: string;
  readonly stage: S;
  /** `vendor`: the vendor does this; `lab`: offered for tests. */
  readonly origin: 'vendor' | 'lab';
  /** Schema with default. `false` or `'off'` switches the behaviour off and is always legal. */
  readonly setting: ZodType<SettingValue>;
  readonly source: Source;
  apply(input: Stages[S]['input'], setting: SettingValue): Decision<S>;
}

/** Declares a behaviour; the stage fixes what `apply` sees and may decide. */
export const defineBehaviour = <S extends Stage>(behaviour: Behaviour<S>): Behaviour => behaviour as unknown as Behaviour;

/** JSON Schema of a behaviour's setting, with its default. */
export const settingSchema = ({ setting }: Behaviour): Readonly<Record<string, unknown>> => {
  const { $schema: _dialect, ...schema } = toJSONSchema(setting, { io: 'input' });
  return schema;
};
