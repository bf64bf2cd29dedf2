import { type Because, type Client, isLoopbackUri, type Person, type ReadText, readResponse } from '../model/index.ts';
import { askBehaviours, type ExchangeContext, nowEpochSeconds } from '../world/index.ts';

const KINDS = ['deauthorize', 'data-deletion'] as const;
type Kind = (typeof KINDS)[number];

/** Timeout of a call to an app, in milliseconds. */
const PATIENCE_MS = 5_000;
/** Most bytes of an app's answer that are read: an error page of a framework fits. */
const MOST_BYTES = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

interface Call {
  readonly kind: Kind;
  readonly url: string;
  readonly body: string;
  readonly client: Client;
  readonly person: Person;
  readonly because: readonly Because[];
  readonly wants: readonly string[];
}

const callFor = (context: ExchangeContext, kind: Kind, client: Client, person: Person): Call | undefined => {
  const because: Because[] = [];
  const log = { note() {}, because: (id: string, why: string) => void because.push({ id, why }) };
  const accountId = context.persona.oauth?.accountId?.(person, client) ?? person.sub;
  const input = { kind, client, accountId, nowEpochSeconds: nowEpochSeconds() };
  const decision = askBehaviours({ ...context, log }, 'app.removed', input);
  if (!decision) return undefined;
  const { url, form, wants = [] } = decision;
  return { kind, url, body: new URLSearchParams(form).toString(), client, person, because, wants };
};

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};

/** Returns the first missing member of an answer. */
const missingFrom = (text: string, wants: readonly string[]): string | undefined => {
  try {
    const answer: unknown = JSON.parse(text);
    return wants.find((name) => typeof answer !== 'object' || answer === null || !(name in answer));
  } catch {
    return wants[0]; // not JSON: the first member is missing
  }
};

/** What is wrong with an answer, as a sentence. */
const flawOf = ({ text, isWhole }: ReadText, { url, wants }: Call): string | undefined => {
  if (!isWhole) return `the answer of ${url} is longer than ${MOST_BYTES} bytes, and the rest was not read. Answer briefly.`;
  const missing = missingFrom(text, wants);
  return missing && `expected JSON with ${wants.join(' and ')} from ${url}; ${missing} is missing`;
};

/** Sends a call to the app and records it as an exchange. Never rejects. */
const send = async (context: ExchangeContext, call: Call): Promise<void> => {
  const { kind, url, body, client, person, because } = call;
  const open = context.world.recorder.begin({
    persona: context.persona.id,
    method: 'POST',
    url,
    vendorUrl: url,
    headers: [['Content-Type', FORM]],
    body: Buffer.from(body),
  });
  open.note({ endpoint: `${kind}-callback`, client: client.clientId, person: person.key });
  for (const { id, why } of because) open.because(id, why);
  try {
    if (!isLoopbackUri(url)) throw new Error('the lab calls only http addresses on loopback');
    const how = { method: 'POST', headers: { 'content-type': FORM }, body, redirect: 'manual' } as const;
    const reply = await fetch(url, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
    const read = await readResponse(reply, MOST_BYTES);
    const flaw = flawOf(read, call);
    if (flaw !== undefined) open.because('lab/app-answer', flaw);
    open.answered({ status: reply.status, headers: [...reply.headers], body: read.text });
  } catch (error) {
    open.because('lab/app-not-told', `${url} could not be called: ${reasonOf(error)}`);
    open.dropped();
  }
};

/** Notifies an app that a person removed it, with the vendor's calls. Runs in the background; `wire.idle` waits for it. */
export const sendDeauthorizationWebhooks = (context: ExchangeContext, client: Client, person: Person): void => {
  for (const kind of KINDS) {
    const call = callFor(context, kind, client, person);
    if (call) void send(context, call);
  }
};
