import { addRoute, createRouter, findRoute } from 'rou3';
import { z } from 'zod';
import { type LabRequest, LoginLabError, type Reply, type StreamReply } from '../model/index.ts';
import { readBody } from './body.ts';
import { type Following, serverSentEvents } from './events.ts';
import { type ControlListener, guard } from './guard.ts';
import { openApiDocument } from './openapi.ts';
import { NotFound, problemReply, Refusal, replyHeaders } from './problem.ts';
import { type ControlMethod, type ControlRoute, eventStream } from './route.ts';
import { CONTROL_ROUTES } from './routes.ts';
import { readAs, readQuery } from './validate.ts';
import type { ControlWorlds } from './worlds.ts';

/** The control API of one lab, for requests below `/_lab` that came through this listener. Never rejects: whatever goes wrong is answered as problem+json. */
export type Control = (request: LabRequest, listener: ControlListener) => Promise<Reply | StreamReply>;

export const createControl = (worlds: ControlWorlds): Control => {
  const streams = new Streams();
  return async (request, listener) => {
    try {
      guard(request.headers, listener);
      return await answer(request, worlds, streams);
    } catch (error) {
      if (!isExpected(error)) worlds.failed?.(error);
      return problemReply(error);
    }
  };
};

/** Maximum number of logs that are followed at once. */
export const STREAMS_LIMIT = 100;

/** The open streams of one lab. */
class Streams {
  #open = 0;

  async reply(follow: Following): Promise<StreamReply> {
    if (this.#open >= STREAMS_LIMIT) {
      throw new LoginLabError(
        'too-many',
        `${STREAMS_LIMIT} readers already follow logs of this lab, which is the limit. Close some.`,
      );
    }
    this.#open += 1;
    const closed = (): void => {
      this.#open -= 1;
    };
    const stream = await serverSentEvents(follow, closed).catch((error: unknown) => {
      closed();
      throw error;
    });
    return { status: 200, headers: replyHeaders('text/event-stream; charset=utf-8'), stream };
  }
}

const isExpected = (error: unknown): boolean => error instanceof LoginLabError || error instanceof Refusal;

interface OpenApi {
  readonly document: true;
}
const METHODS: readonly ControlMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

const router = createRouter<ControlRoute | OpenApi>();
for (const route of Object.values<ControlRoute>(CONTROL_ROUTES)) addRoute(router, route.method, route.path, route);
addRoute(router, 'GET', '/_lab/openapi.json', { document: true });

const answer = async (request: LabRequest, worlds: ControlWorlds, streams: Streams): Promise<Reply | StreamReply> => {
  const { data: route, params = {} } = match(request);
  if ('document' in route) return json(openApiDocument(worlds.registrars));
  const input = {
    path: decoded(params),
    query: readQuery(route.query, request.url.searchParams),
    body: route.method === 'GET' ? {} : readAs(route.body, readBody(request, route.bodyLimitBytes)),
    headers: request.headers,
  };
  const result = await route.handle(input, worlds).catch((error) => Promise.reject(asNotFound(error, route, input.path)));
  if (route.reply === eventStream) return streams.reply(result as Following);
  return route.reply instanceof z.ZodVoid ? { status: 204, headers: replyHeaders(), body: '' } : json(result);
};

/** An unknown id in the path is 404. A DELETE has ids in the path only. */
const asNotFound = (error: unknown, { method }: ControlRoute, path: Readonly<Record<string, string>>): unknown => {
  if (!(error instanceof LoginLabError) || error.code !== 'unknown-id') return error;
  const isInAddress = method === 'DELETE' || (error.field !== undefined && Object.hasOwn(path, error.field));
  return isInAddress ? new NotFound('unknown-id', error.message) : error;
};

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
    throw new Refusal('no-such-route', `The control API has no call at ${pathname}. GET /_lab/openapi.json lists its calls.`);
  }
  throw new Refusal('method-not-allowed', `${pathname} was called with ${method}; it allows ${allowed.join(', ')}.`, {
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
