import type { SettingInfo, SettingValue } from '../../model/index.ts';

/** Settings in whose id, summary or row every word of the text stands. Changed ones first. */
export const findSettings = (all: readonly SettingInfo[], text: string): readonly SettingInfo[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ id, summary, source }: SettingInfo): boolean => {
    const whole = `${id} ${summary} ${source.row}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const isChanged = ({ value, default: usual }: SettingInfo): number => (value === usual ? 1 : 0);
  return all.filter(fits).toSorted((a, b) => isChanged(a) - isChanged(b));
};

const enumOf = (schema: SettingInfo['schema']): readonly SettingValue[] =>
  Array.isArray(schema.enum) ? schema.enum.filter((each): each is SettingValue => typeof each !== 'object') : [];

/** The other values that a setting can be given by a button: on, off, each of its names, and what it usually is. */
export const readChoices = ({ schema, value, default: usual }: SettingInfo): readonly SettingValue[] => {
  const named = schema.type === 'boolean' ? [true] : enumOf(schema);
  return [...new Set<SettingValue>([...named, usual, false])].filter((choice) => choice !== value);
};
