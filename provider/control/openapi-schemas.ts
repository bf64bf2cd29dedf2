import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** A member of the document; its shape is OpenAPI's affair. */
export type Json = Readonly<Record<string, unknown>>;

/** What is sent may leave out what has a default; what is answered has it. */
type Side = 'input' | 'output';

const DEFINED = '#/$defs/';

/** JSON Schemas of a document: those that have a name stand once, under it, and are referred to. */
export class OpenApiSchemas {
  readonly #named: Readonly<Record<Side, Map<string, Json>>> = { input: new Map(), output: new Map() };

  /** Takes the named parts of a schema into the document. */
  collect(schema: z.ZodType, side: Side): void {
    for (const [name, definition] of Object.entries(written(schema, side).$defs ?? {})) this.#named[side].set(name, definition);
  }

  /** A schema whose named parts were collected, as it stands at its place. */
  at(schema: z.ZodType, side: Side): Json {
    return this.#referring(written(schema, side).properties.it, side);
  }

  /** Every named schema; one that is sent and answered in two forms has the name twice. */
  components(): Json {
    const sides = (['output', 'input'] as const).flatMap((side) =>
      [...this.#named[side]].map(([name, definition]) => [this.#nameOf(name, side), this.#referring(definition, side)] as const),
    );
    return Object.fromEntries(sides.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }

  #nameOf(name: string, side: Side): string {
    const [sent, answered] = [this.#named.input.get(name), this.#named.output.get(name)];
    const isOne = side === 'output' || answered === undefined || isDeepStrictEqual(sent, answered);
    return isOne ? name : `${name}Input`;
  }

  #referring(definition: Json, side: Side): Json {
    return JSON.parse(JSON.stringify(definition), (key, value: unknown) => {
      if (key === 'readOnly' && value === true) return undefined; // of our types; in OpenAPI it would mean: not to be sent
      if (key !== '$ref' || typeof value !== 'string' || !value.startsWith(DEFINED)) return value;
      return `#/components/schemas/${this.#nameOf(value.slice(DEFINED.length), side)}`;
    });
  }
}

interface Written {
  readonly properties: { readonly it: Json };
  readonly $defs?: Readonly<Record<string, Json>>;
}

/** Inside another schema, so that one with a name is referred to as well. */
const written = (schema: z.ZodType, io: Side): Written => z.toJSONSchema(z.object({ it: schema }), { io }) as unknown as Written;
