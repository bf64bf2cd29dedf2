import type { EndpointName } from './endpoint.ts';
import type { LabRequest, Reply } from './http.ts';
import type { Ports } from './ports.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** One address of a vendor. `path` may contain `:name` segments. */
export interface Route {
  readonly endpoint: EndpointName;
  readonly host: string;
  /** Other hosts with the same endpoint at the same path. */
  readonly alsoAt?: readonly string[];
  /** `ANY` lets the handler answer wrong methods as the vendor does. */
  readonly method: Method | 'ANY';
  readonly path: string;
  handle(request: RoutedRequest, ports: Ports): Promise<Reply> | Reply;
}

/** A request together with the `:name` segments of its path, decoded. */
export interface RoutedRequest extends LabRequest {
  readonly path: Readonly<Record<string, string>>;
}

/** Declares a route. */
export const defineRoute = (route: Route): Route => route;
