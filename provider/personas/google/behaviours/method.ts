import { defineBehaviour, type LabRequest } from '../../../model/index.ts';
import { readForm } from '../../../oauth/parameters.ts';
import { API_HOSTS } from '../endpoints.ts';
import { source } from './source.ts';
import { on } from './vocabulary.ts';

const METHODS = new Set(['GET', 'PUT', 'PATCH', 'DELETE']);

/** A GET whose parameters were too long for an address comes as a form. */
const withForm = (request: LabRequest): URL => {
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(readForm(request).params)) url.searchParams.append(name, value);
  return url;
};

/** Methods that a client names in a header. */
export const method = [
  defineBehaviour({
    id: 'google/api/method-override',
    summary: 'Takes the method of a POST from the header X-HTTP-Method-Override, and the parameters of such a GET from the form.',
    stage: 'request.method',
    origin: 'vendor',
    setting: on,
    source: source('G-96', 'reported', 'https://github.com/googleapis/google-api-python-client'),
    apply: ({ request }) => {
      const named = request.method === 'POST' ? request.headers['x-http-method-override']?.toUpperCase() : undefined;
      if (named === undefined || !METHODS.has(named) || !API_HOSTS.includes(request.url.host)) return undefined;
      return {
        method: named,
        ...(named === 'GET' && { url: withForm(request) }),
        because: `the header X-HTTP-Method-Override names ${named}`,
      };
    },
  }),
];
