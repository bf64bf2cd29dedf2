import { z } from 'zod';

/** Names of the members that a schema knows at a path: `['apps', 0, 'verbs']` → `signIn`, `whoAmI` … */
export const membersAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] => {
  const [step, ...rest] = path;
  return alternatives(schema).flatMap((one) => {
    if (step === undefined) return one instanceof z.ZodObject ? Object.keys(one.shape) : [];
    const inner = stepInto(one, step);
    return inner === undefined ? [] : membersAt(inner, rest);
  });
};

const stepInto = (schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined => {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  return schema instanceof z.ZodArray ? schema.element : undefined;
};

/** A schema without its wrappers; the alternatives of a union one by one. */
const alternatives = (schema: z.core.$ZodType): readonly z.core.$ZodType[] => {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  if (schema instanceof z.ZodPipe) return alternatives(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return alternatives(schema.unwrap());
  return [schema];
};
