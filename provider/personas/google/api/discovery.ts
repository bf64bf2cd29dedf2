import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { apiRoute } from '../google-route.ts';
import { googleNotFound } from '../replies.ts';
import { discoveryDocument } from './discovery-document.ts';
import { driveReply } from './drive-replies.ts';

const describe = ({ path, url }: RoutedRequest, ports: Ports): Reply => {
  const document = discoveryDocument(path.api ?? '', path.version ?? '', (vendorUrl) => ports.address(vendorUrl));
  return document ? driveReply(document) : (ports.gap() ?? googleNotFound(url));
};

/** Descriptions of the APIs, for clients that build themselves from them. */
export const discoveryRoutes = [apiRoute('api:discovery.rest', 'GET', ENDPOINTS.apiDescription, describe)];
