import { type AppCall, isLoopbackUri, type ReadText, readResponse } from '../model/index.ts';
import type { ExchangeContext } from '../world/index.ts';

/** Timeout of a call to an app, in milliseconds. */
const PATIENCE_MS = 5_000;
/** Most bytes of an app's answer that are read: an error page of a framework fits. */
export const MOST_BYTES = 1024 * 1024;
const FORM = 'application/x-www-form-urlencoded';

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
};

/**
 * Posts a form to an address of an app, and records it as an exchange. Never rejects. `flawOf`: what is wrong with the answer,
 * as a sentence.
 */
export const callApp = async (
  context: ExchangeContext,
  { endpoint, url, body, client, person, because, isLost = false }: AppCall,
  flawOf: (read: ReadText, status: number) => string | undefined = () => undefined,
): Promise<void> => {
  const open = context.world.recorder.begin({
    persona: context.persona.id,
    method: 'POST',
    url,
    vendorUrl: url,
    headers: [['Content-Type', FORM]],
    body: Buffer.from(body),
  });
  open.note({ endpoint, client: client.clientId, ...(person && { person: person.key }) });
  for (const { id, why } of because) open.because(id, why);
  if (isLost) return open.dropped();
  try {
    if (!isLoopbackUri(url)) throw new Error('the lab calls only http addresses on loopback');
    const how = { method: 'POST', headers: { 'content-type': FORM }, body, redirect: 'manual' } as const;
    const reply = await fetch(url, { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
    const read = await readResponse(reply, MOST_BYTES);
    const flaw = flawOf(read, reply.status);
    if (flaw !== undefined) open.because('lab/app-answer', flaw);
    open.answered({ status: reply.status, headers: [...reply.headers], body: read.text });
  } catch (error) {
    open.because('lab/app-not-told', `${url} could not be called: ${reasonOf(error)}`);
    open.dropped();
  }
};
