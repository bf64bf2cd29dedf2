import type { EndpointName, Ports, Reply } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';

/** Calls are counted in minutes, whatever the unit of a limit: what a slow machine sends in a second is chance. */
const WINDOW_SECONDS = 60;

/** Answers a call beyond the limit. `said`: the error in Auth0's words. */
type Refuse = (said: { readonly error: string; readonly description: string }, ports: Ports) => Reply;

const asJson: Refuse = ({ error, description }) => jsonReply(429, { error, error_description: description });

const countCall = (endpoint: EndpointName | 'tenant', caller: string, ports: Ports): Promise<number> =>
  ports.count(`limit:${endpoint}:${caller.slice(0, 256)}`, WINDOW_SECONDS);

/** Answers within the limits of tenant and endpoint, and tells what is left of the latter. */
export const withinLimit = async (
  endpoint: EndpointName,
  caller: string,
  ports: Ports,
  answer: () => Promise<Reply>,
  refuse: Refuse = asJson,
): Promise<Reply> => {
  const nowEpochSeconds = ports.nowEpochSeconds();
  const calls = await countCall(endpoint, caller, ports);
  const limit = ports.ask('rate-limit', { endpoint, calls, nowEpochSeconds });
  const ofTenant = { endpoint: 'tenant', calls: await countCall('tenant', 'all', ports), nowEpochSeconds };
  const refusal =
    ports.ask('rate-limit.refuse', ofTenant) ?? ports.ask('rate-limit.refuse', { endpoint, calls, nowEpochSeconds, limit });
  const reply = refusal ? refuse(refusal.said, ports) : await answer();
  const { headers = [] } = refusal ?? limit ?? {};
  return { ...reply, headers: [...reply.headers, ...headers] };
};
