import { type Because, type Client, isLoopbackUri, type Person } from '../model/index.ts';
import { askBehaviours, nowEpochSeconds, type Scene } from '../world/index.ts';

const KINDS = ['deauthorize', 'data-deletion'] as const;
type Kind = (typeof KINDS)[number];

/** How long an app may take, in milliseconds. */
const PATIENCE_MS = 5_000;
const FORM = 'application/x-www-form-urlencoded';

interface Call {
  readonly kind: Kind;
  readonly url: string;
  readonly body: string;
  readonly client: Client;
  readonly person: Person;
  readonly because: readonly Because[];
}

const callFor = (scene: Scene, kind: Kind, client: Client, person: Person): Call | undefined => {
  const because: Because[] = [];
  const log = { note() {}, because: (id: string, why: string) => void because.push({ id, why }) };
  const accountId = scene.persona.accountId?.(person, client) ?? person.sub;
  const turn = { kind, client, accountId, nowEpochSeconds: nowEpochSeconds() };
  const decision = askBehaviours({ ...scene, log }, 'app.removed', turn);
  return decision && { kind, url: decision.url, body: new URLSearchParams(decision.form).toString(), client, person, because };
};

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};

/** Sends one call and records it like any other exchange, though it is the lab that asks. Never rejects. */
const send = async (scene: Scene, { kind, url, body, client, person, because }: Call): Promise<void> => {
  const open = scene.world.recorder.begin({
    persona: scene.persona.id,
    method: 'POST',
    url,
    vendorUrl: url,
    headers: [['Content-Type', FORM]],
    body: Buffer.from(body),
  });
  open.note({ endpoint: `${kind}-callback`, client: client.clientId, person: person.key });
  for (const { id, why } of because) open.because(id, why);
  try {
    if (!isLoopbackUri(url)) throw new Error('the lab calls nobody but http addresses on loopback');
    const how = { method: 'POST', headers: { 'content-type': FORM }, body, redirect: 'manual' } as const;
    const reply = await fetch(url, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
    open.answered({ status: reply.status, headers: [...reply.headers], body: await reply.text() });
  } catch (error) {
    open.because('lab/app-not-told', `${url} was not told: ${reasonOf(error)}`);
    open.dropped();
  }
};

/** Tells an app that a person removed it, by each call that the vendor makes. Nobody waits for it; `wire.idle` does. */
export const tellRemoved = (scene: Scene, client: Client, person: Person): void => {
  for (const kind of KINDS) {
    const call = callFor(scene, kind, client, person);
    if (call) void send(scene, call);
  }
};
