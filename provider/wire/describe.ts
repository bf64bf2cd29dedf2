import type { Exchange, Message, SeenJwt } from '../model/index.ts';
import { headerValue, readBody } from './body-text.ts';
import { readJwt } from './jwt.ts';
import type { NamedValue } from './named-value.ts';
import { readBodyValues, readHeaderValues, readUrlValues } from './named-values.ts';
import type { WireRecord } from './record.ts';
import type { Side } from './secret-kinds.ts';

const whereOf = (side: Side, { place, name }: NamedValue): string =>
  place === 'authorization' || place === 'proxy-authorization' ? `${side}.${place}` : `${side}.${place}.${name}`;

const jwtsAmong = (side: Side, values: readonly NamedValue[]): readonly SeenJwt[] =>
  values.flatMap((value) => {
    const jwt = readJwt(value.value);
    return jwt ? [{ where: whereOf(side, value), ...jwt }] : [];
  });

const messageValues = ({ headers, body }: Message): readonly NamedValue[] => [
  ...headers.flatMap(([name, value]) => readHeaderValues(name, value)),
  ...(body === undefined ? [] : readBodyValues(body, headerValue(headers, 'content-type'))),
];

/**
 * Decodes every JWT that stands somewhere by name: `request.form.id_token_hint`, `response.json.id_token`,
 * `response.location.id_token`, `request.authorization`, `request.cookie.NAME`. What only looks like one is left out.
 */
export const readSeenJwts = ({ request, response }: Pick<Exchange, 'request' | 'response'>): readonly SeenJwt[] => [
  ...jwtsAmong('request', [...readUrlValues(request.url), ...messageValues(request)]),
  ...jwtsAmong('response', response ? messageValues(response) : []),
];

const readMessages = ({ opening, body, reply }: WireRecord): Pick<Exchange, 'request' | 'response'> => {
  const { method, url, vendorUrl, headers } = opening;
  const request = { method, url, vendorUrl, headers, ...readBody(body, headers) };
  if (!reply) return { request };
  return { request, response: { status: reply.status, headers: reply.headers, ...readBody(reply.body, reply.headers) } };
};

const known = <K extends string>(name: K, value: string | undefined): { [key in K]?: string } =>
  (value === undefined ? {} : { [name]: value }) as { [key in K]?: string };

/** Makes an exchange of what was recorded, secrets and all. Never throws, whatever the bytes are. */
export const describeRecord = (record: WireRecord, world: string): Exchange => {
  const messages = readMessages(record);
  return {
    id: `x${record.number}`,
    sequence: record.sequence,
    world,
    persona: record.opening.persona,
    endpoint: record.endpoint,
    ...known('flow', record.flow),
    ...known('client', record.client),
    ...known('person', record.person),
    ...known('grantType', record.grantType),
    startedAtEpochMs: record.startedAtEpochMs,
    durationMs: record.durationMs,
    ...(record.agedSeconds > 0 && { agedSeconds: record.agedSeconds }),
    ...(record.shiftedSeconds > 0 && { shiftedSeconds: record.shiftedSeconds }),
    ...messages,
    jwts: readSeenJwts(messages),
    because: [...record.because],
    faults: [...record.faults],
    ...(record.sentMail && { sentMail: record.sentMail }),
    ...(record.stale ? { stale: true } : {}),
    ...(record.suggestion && { suggestion: record.suggestion }),
  };
};
