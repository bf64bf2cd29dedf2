import { z } from 'zod';
import { configSchema } from '../../scenarios/model/index.ts';

/** File name below `docs/schema/`. */
export const CONFIG_SCHEMA_FILE = 'config.schema.json';

/** A function in TypeScript; in JSON the texts that it would return. */
const ENV_IN_JSON = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description:
    "the app's environment: texts; {port}, {port2}, {port3} and {store} are filled in, and so are the values of a persona (its id, a dot, and clientId, clientSecret, redirectUri, issuer or apiBase) and of an API (its name, a dot, and address or audience)",
};

/** `docs/schema/config.schema.json`: a config in JSON, for editors. */
export const configJsonSchema = (): string => {
  const schema = z.toJSONSchema(configSchema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ path, jsonSchema }) => {
      if (path.at(-1) === 'env') Object.assign(jsonSchema, ENV_IN_JSON);
      if (jsonSchema.format === 'starts_with') delete jsonSchema.format; // its pattern says it, and no validator knows it
    },
  });
  return `${JSON.stringify({ ...schema, title: 'loginlab.config.json' }, undefined, 2)}\n`;
};
