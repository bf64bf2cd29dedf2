import { defineRoute, type Method, type Route } from '../../../model/index.ts';
import { VERSION } from '../endpoints.ts';
import { GRAPH_HOST } from './graph-place.ts';

/** A route of the Graph API, with a version in front of its path or without. */
export const graphRoute = (endpoint: Route['endpoint'], method: Method | 'ANY', path: string, handle: Route['handle']): Route =>
  defineRoute({ endpoint, host: GRAPH_HOST, method, path: `${VERSION}${path}`, handle });
