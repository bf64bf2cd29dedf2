import { addRoute, createRouter, findRoute } from 'rou3';
import { z } from 'zod';
import { type LabRequest, LoginLabError, type Reply } from '../model/index.ts';
import { readBody } from './body.ts';
import { guard, type Visit } from './guard.ts';
import { openApiDocument } from './openapi.ts';
import { NotFound, problemReply, Refusal, replyHeaders } from './problem.ts';
import type { ControlMethod, ControlRoute } from './route.ts';
import { CONTROL_ROUTES } from './routes.ts';
import { readAs, readQuery } from './validate.ts';
import type { ControlWorlds } from './worlds.ts';

/** A request below `/_lab`, with the listener that took it. */
export type ControlRequest = LabRequest & Visit;

/** The control API of one lab. Never rejects: whatever goes wrong is answered as problem+json. */
export const createControl =
  (worlds: ControlWorlds) =>
  async (request: ControlRequest): Promise<Reply> => {
    try {
      guard(request);
      return await answer(request, worlds);
    } catch (error) {
      if (!isExpected(error)) worlds.failed?.(error);
      return problemReply(error);
    }
  };

const isExpected = (error: unknown): boolean => error instanceof LoginLabError || error instanceof Refusal;

interface OpenApi {
  readonly document: true;
}
const METHODS: readonly ControlMethod[] = ['GET', 'POST', 'PATCH', 'DELETE'];

const router = createRouter<ControlRoute | OpenApi>();
for (const route of Object.values<ControlRoute>(CONTROL_ROUTES)) addRoute(router, route.method, route.path, route);
addRoute(router, 'GET', '/_lab/openapi.json', { document: true });

const answer = async (request: ControlRequest, worlds: ControlWorlds): Promise<Reply> => {
  const { data: route, params = {} } = match(request);
  if ('document' in route) return json(openApiDocument());
  const input = {
    path: decoded(params),
    query: readQuery(route.query, request.url.searchParams),
    body: route.method === 'GET' ? {} : readAs(route.body, readBody(request)),
  };
  const result = await route
    .handle(input, worlds)
    .catch((error) => Promise.reject(route.method === 'DELETE' ? asNotFound(error) : error));
  return route.reply instanceof z.ZodVoid ? { status: 204, headers: replyHeaders(), body: '' } : json(result);
};

/** A DELETE names things by its address alone. */
const asNotFound = (error: unknown): unknown =>
  error instanceof LoginLabError && error.code === 'unknown-id' ? new NotFound('unknown-id', error.message) : error;

const json = (value: unknown): Reply => ({
  status: 200,
  headers: replyHeaders('application/json'),
  body: JSON.stringify(value),
});

const match = ({ method, url: { pathname } }: LabRequest) => {
  const found = findRoute(router, method, pathname);
  if (found !== undefined) return found;
  const allowed = METHODS.filter((other) => findRoute(router, other, pathname) !== undefined);
  if (allowed.length === 0) {
    throw new Refusal('no-such-route', `The control API has nothing at ${pathname}. GET /_lab/openapi.json lists its calls.`);
  }
  throw new Refusal('method-not-allowed', `${pathname} was called with ${method}; it knows ${allowed.join(', ')}.`, {
    allow: allowed.join(', '),
  });
};

const decoded = (params: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decode(value)]));

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new LoginLabError('usage', `"${segment}" in the address is not percent-encoded UTF-8.`, { cause });
  }
};
