import type { SettingInfo, SettingValue } from '../../model/index.ts';

/** Settings whose id, summary or row contain every word of the text. Changed ones first. */
export const findSettings = (all: readonly SettingInfo[], text: string): readonly SettingInfo[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ id, summary, source }: SettingInfo): boolean => {
    const whole = `${id} ${summary} ${source.row}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const isChanged = ({ value, default: usual }: SettingInfo): number => (value === usual ? 1 : 0);
  return all.filter(fits).toSorted((a, b) => isChanged(a) - isChanged(b));
};

type Schema = SettingInfo['schema'];

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

/** The schemas of which a value has to fit one. */
const alternatives = (schema: Schema): readonly Schema[] =>
  Array.isArray(schema.anyOf) ? schema.anyOf.filter(isSchema) : [schema];

const isValue = (value: unknown): value is SettingValue => ['string', 'number', 'boolean'].includes(typeof value);

const namedIn = ({ type, enum: names, const: only }: Schema): readonly SettingValue[] => {
  if (type === 'boolean') return [true, false];
  return [...(Array.isArray(names) ? names : []), only].filter(isValue);
};

/** The other values of a setting that get a button: its named values, its default, and off. */
export const readChoices = ({ schema, value, default: usual }: SettingInfo): readonly SettingValue[] => {
  const named = alternatives(schema).flatMap(namedIn);
  const off = named.includes('off') ? [] : [false];
  return [...new Set<SettingValue>([...named, usual, ...off])].filter((choice) => choice !== value);
};

/** True for a setting that takes a number. The schema's description names the unit. */
export const takesNumber = ({ schema }: SettingInfo): boolean =>
  alternatives(schema).some(
    ({ type, const: only, enum: names }) =>
      (type === 'number' || type === 'integer') && only === undefined && names === undefined,
  );
