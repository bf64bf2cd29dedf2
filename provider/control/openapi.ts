import { z } from 'zod';
import { type ControlRoute, eventStream } from './route.ts';
import { CONTROL_ROUTES } from './routes.ts';

/** A member of the document; its shape is OpenAPI's affair. */
type Json = Readonly<Record<string, unknown>>;

/**
 * The control API as an OpenAPI document, written from the schemas that validate it.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export const openApiDocument = (): Json => ({
  openapi: '3.1.1',
  info: { title: 'Login Lab control API', version: '1' },
  paths: Object.fromEntries(
    Object.entries(byPath()).map(([path, calls = []]) => [path, Object.fromEntries(calls.map(operation))]),
  ),
  security: [{}, { token: [] }],
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: 'wanted by a lab that listens beyond loopback' },
    },
    responses: {
      Problem: {
        description: 'The call changed nothing; `pointer` or `parameter` names what is wrong',
        content: { 'application/problem+json': { schema: schemaOf(problem, 'output') } },
      },
    },
  },
});

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  pointer: z.string().optional(),
  parameter: z.string().optional(),
});

type Named = readonly [operationId: string, route: ControlRoute];

const byPath = (): Partial<Record<string, Named[]>> =>
  Object.groupBy(Object.entries<ControlRoute>(CONTROL_ROUTES), ([, { path }]) => path.replaceAll(/:(\w+)/g, '{$1}'));

const operation = ([operationId, route]: Named): readonly [method: string, Json] => [
  route.method.toLowerCase(),
  {
    operationId,
    summary: route.summary,
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.method === 'GET' ? {} : { requestBody: requestBody(route) }),
    responses: { ...success(route), default: { $ref: '#/components/responses/Problem' } },
  },
];

const pathParameters = ({ path }: ControlRoute): readonly Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

const queryParameters = ({ query }: ControlRoute): readonly Json[] => {
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Readonly<Record<string, Json>> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', description, schema }));
};

const requestBody = ({ body }: ControlRoute): Json => ({
  required: !body.safeParse({}).success,
  content: { 'application/json': { schema: schemaOf(body, 'input') } },
});

const success = ({ reply }: ControlRoute): Json => {
  if (reply instanceof z.ZodVoid) return { 204: { description: 'Done' } };
  const content =
    reply === eventStream
      ? { 'text/event-stream': { schema: { type: 'string' } } }
      : { 'application/json': { schema: schemaOf(reply, 'output') } };
  return { 200: { description: 'Done', content } };
};

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};
