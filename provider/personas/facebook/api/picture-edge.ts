import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { personBehind } from '../account-id.ts';
import { type Admitted, admit, graphReply, isRefused, refuseFor } from './graph-call.ts';
import { askedFields } from './graph-fields.ts';
import { graphRoute } from './graph-route.ts';
import { picture, selectedPicture, silhouette } from './picture.ts';

const NO: ReadonlySet<string | undefined> = new Set(['false', '0']);

/** A picture needs no token, so the app follows from the app-scoped id. */
const isKnown = async (node: string, { call }: Admitted, ports: Ports): Promise<boolean> => {
  if (node === call.accountId) return true;
  for (const client of await ports.clients.all()) if (await personBehind(node, client, ports.people)) return true;
  return false;
};

const show = async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const mine = request.path.id === 'me';
  const admitted = await admit(request, { api: 'api:graph.picture.get', openTo: mine ? 'person' : 'nobody' }, ports);
  if (isRefused(admitted)) return admitted;
  const { node: asked, accountId: own, params, sent, nowEpochSeconds } = admitted.call;
  const node = asked === 'me' ? (own ?? '') : asked;
  if (!(await isKnown(node, admitted, ports))) return refuseFor({ kind: 'object', what: asked }, admitted, ports);
  const input = { node, ...(sent !== undefined && { sent }) };
  const { isSilhouette } = ports.decide('picture.show', input, { isSilhouette: false });
  const found = isSilhouette ? silhouette(params) : picture(node, params, nowEpochSeconds);
  const fields = params.fields ? askedFields(params.fields) : undefined;
  if (NO.has(params.redirect)) return graphReply(selectedPicture(found, fields), admitted);
  return { status: 302, headers: [['Location', found.data.url], ...admitted.usage], body: '' };
};

/** `/{id}/picture`: a redirect to the image, or JSON with `redirect=false`. */
export const pictureRoutes = [graphRoute('api:graph.picture.get', 'GET', '/:id/picture', show)];
