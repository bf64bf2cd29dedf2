/**
 * The wire log of a world. The recorder keeps references while exchanges run and parses nothing; describing (text,
 * decoded JWTs) and redacting (secrets become ordinals such as `access-token#2`, in every place and spelling) happen
 * when somebody reads. From here the log goes on as one line for a terminal or as HAR 1.2, and recorded HAR comes in.
 */
export { BODY_LIMIT_BYTES } from './body-text.ts';
export { readSeenJwts } from './describe.ts';
export { fromHar, fromHarEntry, toHar } from './har.ts';
export type { Har, HarEntry } from './har-format.ts';
export { readJwt } from './jwt.ts';
export { renderLine } from './line.ts';
export type { OpenExchange } from './open-exchange.ts';
export { quoteFound } from './quote-found.ts';
export type { ExchangeFacts, Opening } from './record.ts';
export { createRecorder, type ReadQuery, type Recorder, type RecorderOptions } from './recorder.ts';
export { redactExchange, redactSeen, redactText, seeExchange } from './redact.ts';
export type { SecretKind } from './secret-names.ts';
export { Secrets } from './secrets.ts';
export type { Sender } from './senders.ts';
export { TextIndex } from './text-index.ts';
