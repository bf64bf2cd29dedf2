/** What grows in a lab that is used for long, and what each is measured with. */
import type { Lab } from '../../provider/index.ts';

/** Something that grows. */
export interface Kind {
  readonly name: string;
  /** Most that a lab has room for; default: 10,000. */
  readonly most?: number;
  fill(lab: Lab, count: number): Promise<unknown>;
  /** Gives what is measured; default: a login that issues a refresh token. */
  operation?(lab: Lab): Promise<() => Promise<unknown>>;
}

const repeated = async (count: number, action: (i: number) => Promise<unknown>): Promise<void> => {
  for (let i = 0; i < count; i += 1) await action(i);
};

const fillLog = (lab: Lab, count: number): Promise<void> =>
  repeated(count, (i) => lab.fetch(`${lab.default.google.address}/nothing-here?state=some-state-${i}`));

const fillTokens = (lab: Lab, count: number): Promise<void> =>
  repeated(count, () => lab.default.google.mint({ as: 'ana', scope: 'openid email' }));

/** A world has some people of its own. */
const fillPeople = async (lab: Lab, count: number): Promise<void> => {
  const { length } = await lab.default.people.list();
  await repeated(count - length, (i) => lab.default.people.add({ key: `p${i}` }));
};

/** Reads what must be answered with 200. */
const readAnswered = async (url: string): Promise<unknown> => {
  const reply = await fetch(url);
  if (reply.status !== 200) throw new Error(`GET ${url} answered ${reply.status}: ${await reply.text()}`);
  return reply.arrayBuffer();
};

/** Anybody reads the picture of a user by id. */
const readPicture = async (lab: Lab): Promise<() => Promise<unknown>> => {
  const { facebook } = lab.default;
  const { access_token: token } = await facebook.mint({ as: 'ana' });
  const { id } = (await (await fetch(`${facebook.address}/me?access_token=${token}`)).json()) as { readonly id: string };
  return () => readAnswered(`${facebook.address}/${id}/picture?redirect=false`);
};

/** The newest page of the log, as the console reads it. Its exchanges are those of logins, whatever is older. */
const readNewestPage = async (lab: Lab): Promise<() => Promise<unknown>> => {
  const log = `${lab.url}/_lab/worlds/default/wire`;
  const { last } = await lab.default.wire.read({ limit: 1, after: Number.MAX_SAFE_INTEGER });
  const page = `${log}?after=${Math.max(0, last - 50)}&limit=50`;
  return () => readAnswered(page);
};

/** Reads until the lab closes. */
const readOn = async (events: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of events);
};

const follow = async (lab: Lab, after?: number): Promise<void> => {
  const events = await lab.default.wire.follow(after === undefined ? {} : { after });
  readOn(events).catch((error: unknown) => {
    process.exitCode = 1;
    console.error('A follower failed:', error);
  });
};

export const KINDS: readonly Kind[] = [
  { name: 'logins with a refresh token of the person who logs in', fill: fillTokens },
  { name: 'exchanges in the log', fill: fillLog },
  { name: 'open worlds', fill: (lab, count) => repeated(count - 1, () => lab.world()) },
  { name: 'people', fill: fillPeople },
  { name: 'followers of the log', most: 100, fill: (lab, count) => repeated(count, () => follow(lab)) },
  {
    name: 'followers of the clock',
    most: 1_000,
    fill: (lab, count) => repeated(count, (i) => lab.default.clock.follow(`c${i}`)),
  },
  {
    name: 'exchanges in the log, with one who has just begun to follow it from its start',
    async fill(lab, count) {
      await fillLog(lab, count);
      if (count > 0) await follow(lab, 0);
    },
  },
  { name: 'exchanges in the log; measured: `wire` with its newest 50', fill: fillLog, operation: readNewestPage },
  {
    name: 'people; measured: 100 look-ups by e-mail',
    fill: fillPeople,
    operation: async (lab) => () => repeated(100, () => lab.default.sessions.end({ person: 'ben@example.com' })),
  },
  {
    name: 'people; measured: 100 times the list of sessions',
    fill: fillPeople,
    operation: async (lab) => () => repeated(100, () => lab.default.sessions.list()),
  },
  { name: 'people; measured: `/{id}/picture` at Graph', fill: fillPeople, operation: readPicture },
];
