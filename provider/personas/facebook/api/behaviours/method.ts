import { defineBehaviour, type LabRequest } from '../../../../model/index.ts';
import { on } from '../../../../oauth/switch-setting.ts';
import { source } from '../../behaviours/source.ts';
import { GRAPH_HOST, graphParams } from '../graph-place.ts';

const METHODS = new Set(['GET', 'POST', 'DELETE']);

/** Most calls name no method: their bodies are not parsed here. */
const mayName = ({ url, body }: LabRequest): boolean =>
  url.search.includes('method') ||
  (body.byteLength > 0 && Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('method'));

/** Methods that a client names in a parameter. */
export const method = [
  defineBehaviour({
    id: 'facebook/graph/method-override',
    summary: 'Takes the method of a call from its parameter `method`, for clients that can send GET and POST only.',
    stage: 'request.method',
    origin: 'vendor',
    setting: on,
    source: source('F-68', 'documented', 'https://developers.facebook.com/docs/graph-api/overview'),
    apply: ({ request }) => {
      if (request.url.host !== GRAPH_HOST || !mayName(request)) return undefined;
      const named = graphParams(request).method?.toUpperCase();
      if (named === undefined || named === request.method || !METHODS.has(named)) return undefined;
      return { method: named, because: `the parameter method names ${named}` };
    },
  }),
];
