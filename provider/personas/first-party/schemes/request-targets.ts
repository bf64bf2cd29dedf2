import type { LabRequest, Ports } from '../../../model/index.ts';

/**
 * Path with query of a request, as the client may have written it: below the address of the API that it knows, and as in the
 * documentation of the API. At the API's own host both are the same.
 */
export const targetsOf = ({ url }: LabRequest, ports: Ports): readonly string[] => {
  const sent = new URL(ports.address(url.href));
  return [...new Set([sent.pathname + sent.search, url.pathname + url.search])];
};
