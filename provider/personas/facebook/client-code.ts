import type { LabRequest, Ports, Reply } from '../../model/index.ts';
import { resolveForm } from '../../oauth/token/request.ts';
import { graphParams } from './api/graph-place.ts';
import { ENDPOINTS } from './endpoints.ts';
import { facebookRoute, unrouted, VERSIONED } from './facebook-route.ts';
import { byVendorGrant } from './vendor-grants.ts';

const give = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const form = graphParams(request);
  ports.note({ ...(form.client_id !== undefined && { client: form.client_id }) });
  const asked = await resolveForm({ request, ports, form });
  return (await byVendorGrant(asked, 'client-code')) ?? unrouted(request, ports);
};

/** Turns a long-lived token of a server into a code for its client. */
export const clientCodeRoute = facebookRoute('client-code', ['GET', 'POST'], ENDPOINTS.clientCode, give, VERSIONED);
