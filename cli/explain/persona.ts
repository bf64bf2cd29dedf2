import type { Persona, Route } from '../../provider/model/index.ts';
import { type ListedRow, ROW_STATES } from '../row-status.ts';
import { renderTable } from '../table.ts';
import type { Explanation } from './explanation.ts';
import { field, lines } from './paragraphs.ts';

/** A route without the optional version in front of its path. */
const addressOf = ({ host, path }: Route): string => `https://${host}${path.replace(/^\/:version\(.*?\)\?/, '')}`;

/** Every address of a persona, once, with its methods; those that only refuse are left out. */
const endpointsOf = ({ routes, endpoints }: Persona) => {
  const served = Map.groupBy(
    routes.filter(({ endpoint }) => endpoint !== 'unknown'),
    (route) => `${route.endpoint} ${addressOf(route)}`,
  );
  return [...served.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const methods = [...new Set([first, ...more].map(({ method }) => method))];
    return { name: first.endpoint, channel: endpoints[first.endpoint] ?? '', methods, url: addressOf(first) };
  });
};

const methodsOf = (methods: readonly string[]): string => (methods.includes('ANY') ? '' : methods.join(' '));

const countStates = (rows: readonly ListedRow[]): string =>
  ROW_STATES.map((state) => [rows.filter((row) => row.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(', ');

const clientOf = ({ defaultClient, id }: Persona) => {
  const { clientId, clientSecret } = defaultClient?.(`http://localhost:4400/${id}`) ?? {};
  return { clientId, clientSecret };
};

/** A persona: where it answers, with which credentials, how much of the vendor it does, and how a client gets there. */
export const explainPersona = (persona: Persona, allRows: readonly ListedRow[]): Explanation => {
  const { id, title, hosts, unservedHosts = [], oauth, behaviours } = persona;
  const rows = allRows.filter((row) => row.persona === id);
  const [endpoints, client] = [endpointsOf(persona), clientOf(persona)];
  const facts = {
    ...{ id, title, issuer: oauth?.issuer, hosts, unservedHosts, client, endpoints, scopes: oauth?.scopes ?? [] },
    behaviours: behaviours.length,
    rows: Object.fromEntries(ROW_STATES.map((state) => [state, rows.filter((row) => row.state === state).length])),
  };
  const text = lines(
    id,
    `  ${title}`,
    '',
    field('issuer', oauth?.issuer),
    field('hosts', hosts.join(', ')),
    field('client', client.clientId && `${client.clientId}, secret ${client.clientSecret ?? 'none'}; every world has it`),
    field('scopes', oauth && `${oauth.scopes.length} known: ${oauth.scopes.slice(0, 4).join(', ')} …`),
    field('behaviours', `${behaviours.length}: loginlab list behaviours --persona ${id}`),
    field('rows', rows.length === 0 ? undefined : `${rows.length}: ${countStates(rows)}; loginlab list rows --persona ${id}`),
    '',
    'What it serves:',
    renderTable(endpoints.map(({ name, channel, methods, url }) => [`  ${name}`, channel, methodsOf(methods), url])),
    '',
    `What it does not serve at these hosts answers 501 in the name of the lab, unless ${title} has nothing there either.`,
    ...(unservedHosts.length === 0 ? [] : ['So does everything at:', `  ${unservedHosts.join(', ')}`]),
    '',
    'How a client gets there:',
    renderTable([
      ['  an app as it is', `loginlab exec --persona ${id} -- npm run dev`],
      ['  by address', `loginlab serve --persona ${id}, which answers at http://localhost:4400/${id}`],
      ['  any language', `loginlab serve --persona ${id} --proxy 4480`],
      ['  in a test', `await using lab = await createLab({ personas: ['${id}'] })`],
    ]),
  );
  return { text, facts };
};
