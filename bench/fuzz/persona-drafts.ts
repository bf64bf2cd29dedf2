import fc from 'fast-check';
import type { Persona } from '../../provider/index.ts';
import type { Draft } from './draft.ts';
import { requestsOf } from './vendor-requests.ts';

type Route = Persona['routes'][number];

const METHODS_OF_ANY = ['GET', 'POST'];

/** `/:version(v\d)?/:id`, `/**` */
const filledPath = (path: string, segments: Readonly<Record<string, readonly string[]>>): fc.Arbitrary<string> => {
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => {
      const [, name, optional] = /^:(\w+)(?:\([^)]*\))?(\?)?$/.exec(part) ?? [];
      if (name === undefined) return fc.constant(part === '**' ? '/some/thing' : `/${part}`);
      const value = fc.constantFrom(...(segments[name] ?? ['x'])).map((text) => `/${text}`);
      return optional === undefined ? value : fc.oneof(value, fc.constant(''));
    });
  return fc.tuple(...parts).map((texts) => texts.join('') || '/');
};

const credentials = (persona: string) =>
  fc.constantFrom(
    [],
    [['authorization', `Bearer «${persona}.access_token»`]] as const,
    [['cookie', `«${persona}.cookie»`]] as const,
  );

/** A request to a route with parameters that fit their names. */
const anyRequest = ({ id }: Persona, route: Route): fc.Arbitrary<Draft> => {
  const { params, segments } = requestsOf(id);
  const pair = fc
    .constantFrom(...Object.keys(params))
    .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(params[name] ?? ['']))));
  const pairs = fc.array(pair, { maxLength: 8 });
  const method = route.method === 'ANY' ? fc.constantFrom(...METHODS_OF_ANY) : fc.constant(route.method);
  return fc
    .record({ method, path: filledPath(route.path, segments), query: pairs, form: pairs, headers: credentials(id) })
    .map(({ form, ...draft }) => ({
      ...draft,
      area: 'persona' as const,
      persona: id,
      host: route.host,
      ...(draft.method !== 'GET' && { form }),
    }));
};

/** Requests to every route of the personas. */
export const personaDraft = (personas: readonly Persona[]): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...personas.flatMap((persona) => persona.routes.map((route) => anyRequest(persona, route))),
    ...personas
      .map(({ id }) => requestsOf(id))
      .filter(({ login }) => login.length > 0)
      .map(({ login, others }) => ({ weight: 25, arbitrary: fc.constantFrom(...login, ...others) })),
  );

/** The requests of a login, one after another. */
export const loginOf = ({ id }: Persona): readonly Draft[] => requestsOf(id).login;
