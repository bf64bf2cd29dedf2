import {
  type Client,
  defineRoute,
  type EndpointName,
  type HeaderList,
  type LabRequest,
  LoginLabError,
  type Method,
  type Ports,
  type Reply,
  type Route,
  type RoutedRequest,
} from '../../model/index.ts';
import { invalid } from './body.ts';
import { clientOf } from './clients.ts';
import { type ProblemFormat, problemReply, Refusal } from './problem.ts';

/** A request with the client that sent it. */
export interface Call {
  readonly request: RoutedRequest;
  readonly ports: Ports;
  readonly client: Client;
  /** Headers that go out with the reply, whatever it is: the next pair of a rolling session. */
  readonly carried: HeaderList[number][];
}

type Answer = (call: Call) => Promise<Reply> | Reply;

/** What answers at an address, by method. */
export type Methods = Readonly<Partial<Record<Method, readonly [endpoint: EndpointName, answer: Answer]>>>;

/** What the lab cannot keep of a request: a member that does not fit, or no room. */
const asRefusal = (error: unknown): Refusal | undefined => {
  if (error instanceof Refusal) return error;
  if (!(error instanceof LoginLabError)) return undefined;
  if (error.code === 'usage') return invalid([{ field: error.field ?? '', rule: 'refused' }]);
  return error.code === 'too-many' ? new Refusal({ status: 503, code: 'no_room', detail: error.message }) : undefined;
};

const carrying = (reply: Reply, carried: HeaderList): Reply => ({ ...reply, headers: [...reply.headers, ...carried] });

/** Answers in the form of the endpoint, also where the request is refused. */
const answering =
  (answer: Answer, format: ProblemFormat) =>
  async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
    const carried: Call['carried'] = [];
    try {
      return carrying(await answer({ request, ports, client: await clientOf(request, ports), carried }), carried);
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal) return carrying(format(refusal.problem), carried);
      throw error;
    }
  };

const allowOf = (methods: Methods): string =>
  Object.keys(methods)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ');

/** Refuses a method that an address does not have. */
export const wrongMethod = ({ method, url }: LabRequest, methods: Methods): Refusal => {
  const allowed = allowOf(methods);
  const detail = `${method} is not allowed at ${url.pathname}; allowed: ${allowed}.`;
  return new Refusal({ status: 405, code: 'method_not_allowed', detail, headers: [['Allow', allowed]] });
};

/** The routes of one address. Methods without an answer are refused, in the same form. */
export const routesAt = (
  vendorUrl: string,
  methods: Methods,
  {
    format = problemReply,
    refuse = wrongMethod,
  }: { readonly format?: ProblemFormat; readonly refuse?: typeof wrongMethod | Refuse } = {},
): readonly Route[] => {
  const { host, pathname: path } = new URL(vendorUrl);
  const entries = Object.entries(methods) as [Method, readonly [EndpointName, Answer]][];
  const [first] = entries;
  if (!first) throw new Error(`${vendorUrl} has no method`);
  const refused = defineRoute({
    ...{ endpoint: first[1][0], host, path, method: 'ANY' },
    handle: (request, ports) => format(refuse(request, methods, ports).problem),
  });
  return [
    ...entries.map(([method, [endpoint, answer]]) =>
      defineRoute({ endpoint, host, path, method, handle: answering(answer, format) }),
    ),
    refused,
  ];
};

type Refuse = (request: LabRequest, methods: Methods, ports: Ports) => Refusal;

/** An address that the API does not have. */
export const unrouted = ({ method, url }: LabRequest): Reply =>
  problemReply({ status: 404, code: 'not_found', detail: `Nothing is at ${method} ${url.pathname}.` });
