import type { EndpointName, Ports, Reply } from '../../model/index.ts';
import { jsonReply } from '../../oauth/replies.ts';

/** Calls are counted in minutes, whatever the unit of a limit: what a slow machine sends in a second is chance. */
const WINDOW_SECONDS = 60;

/** Answers a call beyond the limit. `said`: the error in Auth0's words. */
type Refuse = (said: { readonly error: string; readonly description: string }, ports: Ports) => Reply;

const asJson: Refuse = ({ error, description }) => jsonReply(429, { error, error_description: description });

const decide = async (endpoint: EndpointName | 'tenant', caller: string, ports: Ports) => {
  const calls = await ports.count(`limit:${endpoint}:${caller.slice(0, 256)}`, WINDOW_SECONDS);
  return ports.ask('rate-limit', { endpoint, calls, nowEpochSeconds: ports.nowEpochSeconds() });
};

/** Answers within the limits of tenant and endpoint, and tells what is left of the latter. */
export const withinLimit = async (
  endpoint: EndpointName,
  caller: string,
  ports: Ports,
  answer: () => Promise<Reply>,
  refuse: Refuse = asJson,
): Promise<Reply> => {
  const [whole, own] = [await decide('tenant', 'all', ports), await decide(endpoint, caller, ports)];
  const exceeded = [whole, own].find((each) => each?.exceeded);
  const reply = exceeded?.said ? refuse(exceeded.said, ports) : await answer();
  const headers = (exceeded ?? own)?.headers ?? [];
  return { ...reply, headers: [...reply.headers, ...headers] };
};
