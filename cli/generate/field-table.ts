import { z } from 'zod';
import { code, markdownTable } from './markdown.ts';

type Schema = z.core.$ZodType;

const unwrapped = (schema: Schema): Schema => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrapped(schema.in) : schema;
};

/** What may be written there, in words. */
const kindOf = (schema: Schema): string => {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodEnum) return inner.options.map((option) => code(String(option))).join(', ');
  if (inner instanceof z.ZodArray) return `list of ${kindOf(inner.element)}`;
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.map(kindOf))].join(' or ');
  if (inner instanceof z.ZodString) return 'text';
  if (inner instanceof z.ZodNumber) return 'number';
  if (inner instanceof z.ZodBoolean) return '`true`, `false`';
  return inner instanceof z.ZodCustom ? 'function' : 'object';
};

/** Required, or what it is when it is left out. */
const defaultOf = (schema: Schema): string => {
  if (schema instanceof z.ZodDefault) return code(String(schema.def.defaultValue));
  return schema instanceof z.ZodOptional ? '' : 'required';
};

/** A schema without its wrappers still has the description that was given to one of them. */
const descriptionOf = (schema: Schema): string => {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? descriptionOf(schema.unwrap()) : '';
};

/** A sentence for a cell: placeholders in it as code. */
const inCell = (text: string): string => text.replaceAll(/(?<![`\w])(\{\w+(?:\.\w+)?\})(?!`)/g, '`$1`');

/** The members of an object schema: name, kind, default, meaning. */
export const fieldTable = (schema: z.ZodObject, without: readonly string[] = []): string =>
  markdownTable(
    ['field', 'value', 'default', 'meaning'],
    Object.entries(schema.shape)
      .filter(([name]) => !without.includes(name))
      .map(([name, member]) => [code(name), kindOf(member), defaultOf(member), inCell(descriptionOf(member))]),
  );

/** Name and meaning of each member. */
export const meaningTable = (head: string, schema: z.ZodObject): string =>
  markdownTable(
    [head, 'meaning'],
    Object.entries(schema.shape).map(([name, member]) => [code(name), inCell(descriptionOf(member))]),
  );
