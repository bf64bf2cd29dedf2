import type { EndpointName, Exchange } from '../../provider/model/index.ts';

/** The fields of an exchange that a test sets; the others have default values. */
export interface ExchangeSketch {
  readonly endpoint: EndpointName;
  /** Default `google`. */
  readonly persona?: string;
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly location?: string;
  readonly json?: unknown;
  /** Address without query. Default: the endpoint below `https://provider.example/`. */
  readonly address?: string;
  /** Text of the body of the request, where it is no form. */
  readonly body?: string;
  /** Headers of the answer. */
  readonly answered?: Readonly<Record<string, string>>;
  /** Ids of faults that were applied. */
  readonly faults?: readonly string[];
  readonly flow?: string;
  readonly person?: string;
  /** In milliseconds after the first one could be. */
  readonly at?: number;
}

let made = 0;

/** When the first exchange could be; at 0 it would be one without a date. */
export const BEGINNING = 1e12;

/** An exchange for tests, revealed as rules and scenarios see it. */
export const sketch = (of: ExchangeSketch): Exchange => {
  made += 1;
  const query = new URLSearchParams(of.query).toString();
  const address = `${of.address ?? `https://provider.example/${of.endpoint}`}${query ? `?${query}` : ''}`;
  const form = of.form && new URLSearchParams(of.form).toString();
  const body = of.body ?? form;
  const json = of.json === undefined ? undefined : JSON.stringify(of.json);
  return {
    id: `x${made}`,
    sequence: made,
    world: 'w',
    persona: of.persona ?? 'google',
    endpoint: of.endpoint,
    ...(of.flow ? { flow: of.flow } : {}),
    ...(of.person ? { person: of.person } : {}),
    startedAtEpochMs: BEGINNING + (of.at ?? made),
    durationMs: 1,
    request: {
      method: of.method ?? (body ? 'POST' : 'GET'),
      url: address,
      vendorUrl: address,
      headers: [
        ...(form ? [['Content-Type', 'application/x-www-form-urlencoded'] as const] : []),
        ...Object.entries(of.headers ?? {}),
      ],
      ...(body ? { body } : {}),
    },
    response: {
      status: of.status ?? 200,
      headers: [...(of.location ? [['Location', of.location] as const] : []), ...Object.entries(of.answered ?? {})],
      ...(json ? { body: json } : {}),
    },
    jwts: [],
    because: [],
    faults: of.faults ?? [],
  };
};
