import fc from 'fast-check';

/** A JSON Schema of the OpenAPI document; only what our schemas use is read. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly examples?: readonly unknown[];
}

export interface SchemaContext {
  /** By `$ref`. */
  readonly named: Readonly<Record<string, JsonSchema>>;
  /** Values of members by name, which a schema alone cannot tell. */
  readonly members: Readonly<Record<string, fc.Arbitrary<unknown>>>;
}

const edges = ({ minimum = -(2 ** 53), maximum = 2 ** 53 }: JsonSchema): readonly number[] =>
  [minimum, maximum, 0, 1, 60, 3600].filter((each) => each >= minimum && each <= maximum);

const objectOf = (schema: JsonSchema, context: SchemaContext): fc.Arbitrary<unknown> => {
  const model = Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, member]) => [
      name,
      Object.hasOwn(context.members, name) ? (context.members[name] as fc.Arbitrary<unknown>) : valueFor(member, context),
    ]),
  );
  const known = fc.record(model, { requiredKeys: (schema.required ?? []).filter((name) => name in model) });
  const { additionalProperties: more } = schema;
  if (typeof more !== 'object' || schema.properties !== undefined) return known;
  const name = fc.constantFrom('google', 'facebook', 'email', 'x', 'sub');
  return fc.dictionary(name, valueFor(more, context), { maxKeys: 3 });
};

/** A value that fits a schema, mostly at its edges. */
export const valueFor = (schema: JsonSchema, context: SchemaContext): fc.Arbitrary<unknown> => {
  if (schema.$ref !== undefined) return valueFor(context.named[schema.$ref] ?? {}, context);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined && schema.properties === undefined) return fc.oneof(...either.map((each) => valueFor(each, context)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, context);
    case 'array':
      return fc.array(schema.items ? valueFor(schema.items, context) : fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 });
    case 'integer':
    case 'number':
      return fc.constantFrom(...edges(schema));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.oneof(fc.constantFrom(...(schema.examples ?? ['ana', 'x'])), fc.string({ maxLength: 12 }));
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};
