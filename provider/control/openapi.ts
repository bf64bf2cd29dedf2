import { z } from 'zod';
import type { Registrar } from '../world/clients.ts';
import { advanceOffer, seenClient } from './clock-shapes.ts';
import { type Json, OpenApiSchemas } from './openapi-schemas.ts';
import { type ControlRoute, eventStream } from './route.ts';
import { CONTROL_ROUTES } from './routes.ts';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    pointer: z.string().optional(),
    parameter: z.string().optional(),
    notFollowing: z.array(seenClient).optional().describe('of `clock-not-held`: clients in real time'),
    offers: z.array(advanceOffer).optional().describe('of `clock-not-held`: substitutes to choose from'),
  })
  .meta({ id: 'Problem' });

const ROUTES = Object.entries<ControlRoute>(CONTROL_ROUTES);

const isJson = ({ reply }: ControlRoute): boolean => !(reply instanceof z.ZodVoid) && reply !== eventStream;

/** The schemas of all calls: which of them have two forms is known when all were seen. */
const collected = (): OpenApiSchemas => {
  const schemas = new OpenApiSchemas();
  schemas.collect(problem, 'output');
  for (const [, route] of ROUTES) {
    schemas.collect(route.body, 'input');
    if (isJson(route)) schemas.collect(route.reply, 'output');
  }
  return schemas;
};

/**
 * The control API as an OpenAPI document, written from the schemas that validate it.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export const openApiDocument = (personas: readonly Registrar[]): Json => {
  const schemas = collected();
  const paths = Object.entries(byPath()).map(([path, calls = []]) => [
    path,
    Object.fromEntries(calls.map((call) => operation(schemas, call))),
  ]);
  return {
    openapi: '3.1.1',
    info: { title: 'Login Lab control API', version: '1' },
    paths: Object.fromEntries(paths),
    security: [{}, { token: [] }],
    components: {
      schemas: withSettings(schemas.components(), personas),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'required by a lab that listens beyond loopback' },
      },
      responses: {
        Problem: {
          description: 'The call changed nothing; `pointer` or `parameter` names the error',
          content: { 'application/problem+json': { schema: schemas.at(problem, 'output') } },
        },
      },
    },
  };
};

/** Schemas of clients; each persona's settings stand beside what every client has. */
const CLIENTS = ['Client', 'ClientInput', 'ClientChanges'];

const settingsName = (id: string): string =>
  `${id.replaceAll(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase())}Settings`;

/** The settings of one persona. */
const settingsOf = ({ title, registration }: Registrar): Json => {
  const { properties } = z.toJSONSchema(registration?.schema ?? z.strictObject({}), { io: 'input' });
  const plain = JSON.stringify(properties ?? {}, (key, value: unknown) =>
    key === 'readOnly' && value === true ? undefined : value,
  );
  return { description: `Settings of a client of ${title}`, type: 'object', properties: JSON.parse(plain) as Json };
};

const withSettings = (components: Json, personas: readonly Registrar[]): Json => {
  const some = personas.filter(({ registration }) => registration);
  if (some.length === 0) return components;
  const anyOf = some.map(({ id }) => ({ $ref: `#/components/schemas/${settingsName(id)}` }));
  const clients = CLIENTS.map((name) => {
    const { additionalProperties: _, ...common } = components[name] as Json;
    return [name, { ...common, anyOf, unevaluatedProperties: false }];
  });
  const settings = some.map((persona) => [settingsName(persona.id), settingsOf(persona)]);
  return { ...components, ...Object.fromEntries([...clients, ...settings]) };
};

type Named = readonly [operationId: string, route: ControlRoute];

const byPath = (): Partial<Record<string, Named[]>> =>
  Object.groupBy(ROUTES, ([, { path }]) => path.replaceAll(/:(\w+)/g, '{$1}'));

const operation = (schemas: OpenApiSchemas, [operationId, route]: Named): readonly [method: string, Json] => [
  route.method.toLowerCase(),
  {
    operationId,
    summary: route.summary,
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.method === 'GET' ? {} : { requestBody: requestBody(schemas, route) }),
    responses: { ...success(schemas, route), default: { $ref: '#/components/responses/Problem' } },
  },
];

const pathParameters = ({ path }: ControlRoute): readonly Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const queryParameters = ({ query }: ControlRoute): readonly Json[] => {
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' }) as { properties?: Readonly<Record<string, Json>> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', description, schema }));
};

const requestBody = (schemas: OpenApiSchemas, { body }: ControlRoute): Json => ({
  required: !body.safeParse({}).success,
  content: { 'application/json': { schema: schemas.at(body, 'input') } },
});

const success = (schemas: OpenApiSchemas, route: ControlRoute): Json => {
  if (route.reply instanceof z.ZodVoid) return { 204: { description: 'Done' } };
  const content = isJson(route)
    ? { 'application/json': { schema: schemas.at(route.reply, 'output') } }
    : { 'text/event-stream': { schema: { type: 'string' } } };
  return { 200: { description: 'Done', content } };
};
