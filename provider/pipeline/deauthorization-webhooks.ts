import type { Because, Client, Person, ReadText } from '../model/index.ts';
import { askBehaviours, type ExchangeContext, nowEpochSeconds } from '../world/index.ts';
import { callApp, MOST_BYTES } from './app-call.ts';

const KINDS = ['deauthorize', 'data-deletion'] as const;
type Kind = (typeof KINDS)[number];

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

/** Sends the call, and looks for the members that the answer has to have. */
const send = (context: ExchangeContext, call: Call): Promise<void> => {
  const { kind, url, body, client, person, because } = call;
  return callApp(context, { endpoint: `${kind}-callback`, url, body, client, person, because }, (read) => flawOf(read, call));
};

/** Notifies an app that a person removed it, with the vendor's calls. Runs in the background; `wire.idle` waits for it. */
export const sendDeauthorizationWebhooks = (context: ExchangeContext, client: Client, person: Person): void => {
  for (const kind of KINDS) {
    const call = callFor(context, kind, client, person);
    if (call) void send(context, call);
  }
};
