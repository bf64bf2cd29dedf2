import type { Draft } from './draft.ts';
import { type Address, type Framed, framed } from './framing.ts';
import { Live } from './live.ts';
import { mutated } from './mutations.ts';
import type { RawReply } from './reply-reader.ts';
import { type Heard, type Sent, send } from './send.ts';
import type { Step, Story, Way } from './story.ts';
import type { Targets } from './targets.ts';

/** What should not have happened. */
export interface Finding {
  readonly kind: 'undeclared 5xx' | 'no reply' | 'hung' | 'not HTTP' | 'not JSON';
  readonly step: number;
  readonly message: string;
}

/** Numbers of a story. */
export interface Played {
  readonly findings: readonly Finding[];
  readonly requests: number;
  /** By class of status and area: `persona 4xx`, `persona closed`. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Scene {
  readonly targets: Targets;
  readonly world: string;
  readonly live: Live;
  /** A fault was injected: any status and any end of a connection may be asked for. */
  faulty: boolean;
  readonly opened: Set<string>;
}

const filledPath = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

const TO_LAB = ['x-forwarded-proto', 'https'] as const;

interface Route {
  readonly address: Address;
  readonly sent: Pick<Sent, 'port' | 'serverName' | 'tunnel'>;
}

const proxyUser = (world: string): string => `proxy-authorization: Basic ${Buffer.from(`${world}:x`).toString('base64')}`;

const tunnelTo = (host: string, world: string): string =>
  `CONNECT ${host}:443 HTTP/1.1\r\nhost: ${host}:443\r\n${proxyUser(world)}\r\n\r\n`;

/** Where a request to a persona goes. */
const personaRoute = ({ targets, world }: Scene, draft: Draft, path: string, way: Way): Route => {
  const { host = '', persona = '' } = draft;
  const local = { host: `localhost:${targets.lab}`, path: `/@${world}/${persona}${path}`, headers: [] };
  switch (way) {
    case 'vendor host':
      return { address: { host, path, headers: [TO_LAB, ['x-loginlab-world', world]] }, sent: { port: targets.lab } };
    case 'TLS':
      return {
        address: { host: `localhost:${targets.secure}`, path: `/${persona}${path}`, headers: [] },
        sent: { port: targets.secure, serverName: 'localhost' },
      };
    case 'proxy':
      return {
        address: {
          host: local.host,
          path: local.path,
          headers: [['proxy-authorization', proxyUser(world).slice(21)]],
          absolute: `http://localhost:${targets.lab}`,
        },
        sent: { port: targets.proxy },
      };
    case 'tunnel':
      return {
        address: { host, path, headers: [] },
        sent: { port: targets.proxy, serverName: host, tunnel: tunnelTo(host, world) },
      };
    default:
      return { address: local, sent: { port: targets.lab } };
  }
};

const routeOf = (scene: Scene, draft: Draft, way: Way): Route => {
  const { targets, world } = scene;
  const path = filledPath(draft.path);
  if (draft.area === 'persona') return personaRoute(scene, draft, path, way);
  if (draft.area === 'this-machine') {
    const authority = `127.0.0.1:${targets.other}`;
    return {
      address: {
        host: authority,
        path,
        headers: [['proxy-authorization', proxyUser(world).slice(21)]],
        absolute: `http://${authority}`,
      },
      sent: { port: targets.proxy },
    };
  }
  const port = draft.area === 'console' ? targets.console : way === 'TLS' ? targets.secure : targets.lab;
  const name = way === 'TLS' && draft.area !== 'console' ? { serverName: 'localhost' } : {};
  return { address: { host: `localhost:${port}`, path, headers: [] }, sent: { port, ...name } };
};

const INTERNAL = /\[loginlab\] The lab failed with an internal error|"type":"[^"]*internal/;

/** A 500 that Graph answers, which a setting asks for. */
const VENDORS_OWN = /"type":"OAuthException","is_transient":true,"code":2/;

/** What this lab was opened without. */
const ABSENT = '"type":"urn:loginlab:problem:unsupported"';

/** A 5xx that says whose it is: a gap of the lab or a part that it has not, a place that the proxy cannot reach, a fault that was asked for. */
const isDeclared = ({ status, body }: RawReply, { area, method }: Draft, way: Way, faulty: boolean): boolean => {
  if (INTERNAL.test(body)) return false;
  if (method === 'HEAD' && [501, 502].includes(status)) return true; // the body that tells is left out
  if (area === 'persona' && VENDORS_OWN.test(body)) return true;
  if (status === 501 && body.includes('login_lab_gap')) return true;
  if (status === 501 && area === 'control' && body.includes(ABSENT)) return true;
  if (status === 502 && (area === 'this-machine' || way === 'proxy') && body.startsWith('[loginlab] ')) return true;
  return faulty && area === 'persona';
};

const isJson = (text: string): boolean => {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
};

/** Bodies of JSON types that are none: allowed where a fault made them, and where a vendor guards them against scripts. */
const isFalseJson = ({ head, body, status }: RawReply, method: string): boolean =>
  /^content-type: application\/(?:problem\+)?json/im.test(head) &&
  method !== 'HEAD' &&
  status !== 204 &&
  status !== 304 &&
  body !== '' &&
  !isJson(body);

const judgeReply = (scene: Scene, { way }: Step, draft: Draft, reply: RawReply): readonly [Finding['kind'], string][] => [
  ...(reply.status >= 500 && !isDeclared(reply, draft, way, scene.faulty)
    ? [['undeclared 5xx', `${reply.status} ${reply.body.slice(0, 300)}`] as [Finding['kind'], string]]
    : []),
  ...(!scene.faulty && isFalseJson(reply, draft.method)
    ? [['not JSON', reply.body.slice(0, 200)] as [Finding['kind'], string]]
    : []),
];

const judge = (
  scene: Scene,
  step: Step,
  draft: Draft,
  { complete, bytes }: Framed,
  heard: Heard,
): readonly [Finding['kind'], string][] => {
  const mayClose = !complete || (scene.faulty && draft.area === 'persona') || draft.area === 'this-machine';
  const ends: readonly [Finding['kind'], string][] = [
    ...(heard.end === 'hung' ? [['hung', 'neither reply nor end'] as [Finding['kind'], string]] : []),
    ...(heard.end === 'closed' && !mayClose ? [['no reply', 'the connection was closed'] as [Finding['kind'], string]] : []),
    ...(heard.end === 'not-http' && draft.area !== 'this-machine'
      ? [['not HTTP', 'the reply is none'] as [Finding['kind'], string]]
      : []),
  ];
  const found = [...ends, ...heard.replies.flatMap((reply) => judgeReply(scene, step, draft, reply))];
  return found.map(([kind, what]) => [kind, `${what} — after ${bytes.subarray(0, 1500).toString('latin1')}`]);
};

const learn = (scene: Scene, draft: Draft, replies: readonly RawReply[]): void => {
  const scope = draft.persona ?? (/personas\/(\w+)/.exec(draft.path)?.[1] || 'control');
  for (const reply of replies) {
    scene.live.harvest(scope, `${reply.head}${reply.body}`);
    if (draft.area === 'persona' || reply.status >= 300) continue;
    if (/\/faults\/?$/.test(draft.path) && draft.method === 'POST') scene.faulty = true;
    if (/\/snapshot$/.test(draft.path) && draft.method === 'GET') scene.live.add('snapshot', reply.body);
    const [, world] = draft.path === '/_lab/worlds' && draft.method === 'POST' ? (/"id":"([\w-]+)"/.exec(reply.body) ?? []) : [];
    if (world !== undefined) scene.opened.add(world);
  }
};

const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

const playStep = async (scene: Scene, step: Step, counts: Record<string, number>) => {
  const filled = scene.live.fill(step.draft);
  const draft = mutated(
    filled,
    step.mutations.map((each) => ({ ...each, value: scene.live.fillText(each.value) })),
  );
  const { address, sent } = routeOf(scene, draft, step.way);
  const request = framed(draft, address, step.framing, step.at);
  const heard = await send({ ...sent, ...request });
  for (const { status } of heard.replies) count(counts, `${draft.area} ${Math.floor(status / 100)}xx`);
  if (heard.end !== 'replied') count(counts, `${draft.area} ${heard.end}`);
  learn(scene, draft, heard.replies);
  return { found: judge(scene, step, draft, request, heard), requests: request.methods.length };
};

const control = async (targets: Targets, method: string, path: string): Promise<RawReply | undefined> => {
  const head = `${method} ${path} HTTP/1.1\r\nhost: localhost:${targets.lab}\r\ncontent-type: application/json\r\ncontent-length: 0\r\n\r\n`;
  const { replies } = await send({ port: targets.lab, bytes: Buffer.from(head), methods: [method], complete: true });
  return replies[0];
};

const openScene = async (targets: Targets): Promise<Scene> => {
  const reply = await control(targets, 'POST', '/_lab/worlds');
  const world = /"id":"([\w-]+)"/.exec(reply?.body ?? '')?.[1];
  if (world === undefined) throw new Error(`the lab opened no world: ${reply?.status} ${reply?.body}`);
  const live = new Live();
  live.add('world', world);
  return { targets, world, live, faulty: false, opened: new Set([world]) };
};

/** Plays a story in a world of its own, and closes it. */
export const play = async (targets: Targets, story: Story): Promise<Played> => {
  const scene = await openScene(targets);
  const [counts, findings]: [Record<string, number>, Finding[]] = [{}, []];
  let requests = 0;
  for (const [at, step] of story.entries()) {
    const played = await playStep(scene, step, counts);
    requests += played.requests;
    findings.push(...played.found.map(([kind, message]) => ({ kind, step: at, message })));
  }
  scene.live.bequeath();
  for (const world of scene.opened) await control(targets, 'DELETE', `/_lab/worlds/${world}`);
  return { findings, requests, counts };
};
