import type { Person, Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { type Admitted, graphReply, refuseFor } from './graph-call.ts';
import { graphRoute } from './graph-route.ts';
import { aboutUser } from './user.ts';

/** A post as stored in the world. */
interface Post {
  readonly ownerSub: string;
  /** The app that created it. */
  readonly clientId: string;
  readonly message: string;
  readonly link?: string;
  readonly createdAtEpochSeconds: number;
}

const USUAL_LIMIT = 25;
const MOST = 100;
const POST_ID_DIGITS = 15;

const postsOf = (ports: Ports) => ports.collection<Post>('graph.posts');

const digits = (ports: Ports): string =>
  [...ports.random(POST_ID_DIGITS)].map((character) => character.charCodeAt(0) % 10).join('');

const graphTime = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString().replace(/\.\d+Z$/, '+0000');

const write = async (person: Person, admitted: Admitted, ports: Ports): Promise<Reply> => {
  const { params, client, accountId, nowEpochSeconds } = admitted.call;
  const { message = '', link = '' } = params;
  if (message === '' && link === '')
    return refuseFor({ kind: 'parameter', what: 'Missing message or attachment' }, admitted, ports);
  const id = `${accountId}_1${digits(ports)}`;
  const about = { ownerSub: person.sub, clientId: client?.clientId ?? '', createdAtEpochSeconds: nowEpochSeconds };
  await postsOf(ports).put(id, { ...about, message, ...(link !== '' && { link }) });
  return graphReply({ id }, admitted);
};

const newestFirst = async (person: Person, ports: Ports) => {
  const posts = (await postsOf(ports).list()).filter(({ ownerSub }) => ownerSub === person.sub);
  return posts.toReversed().toSorted((a, b) => b.createdAtEpochSeconds - a.createdAtEpochSeconds);
};

const numberIn = (text: string | undefined, usual: number): number => {
  const asked = Number(text);
  return text !== undefined && Number.isInteger(asked) && asked > 0 ? Math.min(asked, MOST) : usual;
};

const cursor = (position: number): string => Buffer.from(`post:${position}`).toString('base64url');
const positionOf = (after: string | undefined): number =>
  Number(/^post:(\d{1,9})$/.exec(Buffer.from(after ?? '', 'base64url').toString('latin1'))?.[1] ?? 0);

/** The URL of the next page is complete, with the caller's access token. */
const nextPage = (request: RoutedRequest, { call }: Admitted, limit: number, after: string, ports: Ports): string => {
  const query = new URLSearchParams({ access_token: call.sent ?? '', limit: String(limit), after });
  return ports.address(`https://graph.facebook.com${request.url.pathname}?${query}`);
};

const list = async (person: Person, admitted: Admitted, request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const { params } = admitted.call;
  const [limit, from] = [numberIn(params.limit, USUAL_LIMIT), positionOf(params.after)];
  const all = await newestFirst(person, ports);
  const page = all.slice(from, from + limit);
  if (page.length === 0) return graphReply({ data: [] }, admitted);
  const cursors = { before: cursor(from), after: cursor(from + page.length) };
  const isMore = from + page.length < all.length;
  const next = isMore && { next: nextPage(request, admitted, limit, cursors.after, ports) };
  const data = page.map(({ message, createdAtEpochSeconds, id }) => ({
    message,
    created_time: graphTime(createdAtEpochSeconds),
    id,
  }));
  return graphReply({ data, paging: { cursors, ...next } }, admitted);
};

/** Reading and writing need different permissions. */
const LIST = { api: 'api:graph.feed.list', needed: ['user_posts'] } as const;
const CREATE = { api: 'api:graph.feed.create', needed: ['publish_actions'] } as const;

/** A person's feed, with the write call of an app. */
export const feedRoutes = [
  graphRoute(
    'api:graph.feed.list',
    'GET',
    '/:id/feed',
    aboutUser(LIST, (person, admitted, request, ports) => list(person, admitted, request, ports)),
  ),
  graphRoute(
    'api:graph.feed.create',
    'POST',
    '/:id/feed',
    aboutUser(CREATE, (person, admitted, _request, ports) => write(person, admitted, ports)),
  ),
];
