import { openApiDocument } from '../../provider/index.ts';
import type { Persona } from '../../provider/model/index.ts';
import { code, GENERATED, markdownTable } from './markdown.ts';

interface Call {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Body } } };
}

interface Body {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Call>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Body>> };
}

const INTRODUCTION = `
Everything that a lab can be told and asked, in any language: JSON in and out below \`/_lab/\` on the lab's own address. The
same calls are the \`World\` of a program (\`createLab\`, \`connectLab\`). The whole of it as OpenAPI 3.1: \`GET /_lab/openapi.json\`, and
[here](schema/control-api.openapi.json).

\`\`\`sh
W=http://localhost:4400/_lab/worlds/default
curl $W/tokens                                                                             # what was issued, what died, and why
curl -X POST $W/clock/age  -H 'content-type: application/json' -d '{"by":"1d"}'             # tomorrow
curl -X POST $W/faults     -H 'content-type: application/json' -d '{"on":"token","times":1,"do":{"status":503}}'
curl -N $W/wire/events                                                                     # what happens, as it happens
curl $W/snapshot > world.json; curl -X PUT $W/snapshot -H 'content-type: application/json' -d @world.json
\`\`\`

- A write is JSON, also one without a body, and changes everything it says or nothing. What is wrong is answered as
  [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) \`application/problem+json\`: \`type\` is \`urn:loginlab:problem:\` and a code, \`pointer\` leads to the field of the
  body (\`#/do/status\`), \`parameter\` names the one of the query.
- Secrets are shown as ordinals (\`access-token#2\`), the same in the wire log and in the list of tokens; \`?reveal=true\` shows them. A snapshot holds all of them.
- \`wire/events\` are server-sent events: \`exchange\` (its id is the sequence number), \`gap\` (so many fell out of the log unread), \`reset\`, and \`end\` with the
  world. \`Last-Event-ID\` goes on where one was; without it and without \`after\` it begins with what comes next.
- Bounds: bodies of 1 MiB (a snapshot: 10 MiB), 10,000 worlds, 10,000 exchanges of a world, 1,000 people, 1,000 clients of a persona, 1,000 faults, 100 readers
  of events. A world that nobody used for an hour is gone; one that somebody follows is in use.

## Who may call

Programs on this machine: curl, tests, the command line. The address must be a loopback name with the lab's own port; a name that a stranger has led here is
refused (421), and a vendor's host has no control API. No web page may call, not even one of the lab's own address, since the personas' pages stand there:
any \`Origin\` and any \`Sec-Fetch-Site\` but \`none\` is refused (403), and no answer has a CORS header. (The button that \`serve\` and \`exec\` show on an
error page to register the client that was refused is no call: it sends a ticket that works once, for that client.) The console is served on a port of its own, where the same
calls answer to its own pages ([why](../decisions/0012-who-may-call-the-control-api.md)). A lab that listens beyond loopback (\`serve --host\`) wants the token that it printed: \`Authorization: Bearer …\`, else
401; programs of ours take it from \`LOGINLAB_TOKEN\`, and so does \`serve\`, to use the same one each time.

## Calls
`.trim();

/** `docs/control-api.md`: what to know, and every call as its schema says. */
export const controlPage = (personas: readonly Persona[]): string => {
  const { paths, components } = openApiDocument(personas) as unknown as Document;
  const rows = Object.entries(paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, call]) => [
      code(`${method.toUpperCase()} ${path.replace('/_lab', '')}`),
      call.summary,
      [...query(call), ...members(call, components.schemas)].join(', '),
    ]),
  );
  return [
    GENERATED,
    '# The control API',
    '',
    INTRODUCTION,
    '',
    'Below `/_lab`. A member of the body that may be left out has a `?`.',
    '',
    markdownTable(['call', 'what it does', 'query and body'], rows),
    ...personas.flatMap((persona) => settings(persona)),
    '',
  ].join('\n');
};

/** What a client chooses at one persona, beside what every client has. */
const settings = ({ title, registration }: Persona): readonly string[] => {
  const names = Object.entries(registration?.schema.shape ?? {});
  if (names.length === 0) return [];
  const rows = names.map(([name, schema]) => [code(name), (schema as { readonly description?: string }).description ?? '']);
  return ['', `## Settings of a client of ${title}`, '', markdownTable(['member', 'meaning'], rows)];
};

const query = ({ parameters }: Call): readonly string[] =>
  parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => code(`?${name}=`));

const members = ({ requestBody }: Call, schemas: Document['components']['schemas']): readonly string[] => {
  const body = requestBody?.content['application/json'].schema ?? {};
  const { properties = {}, required = [] } = (body.$ref && schemas[body.$ref.split('/').at(-1) ?? '']) || body;
  return Object.keys(properties).map((name) => code(required.includes(name) ? name : `${name}?`));
};

/** `docs/schema/control-api.openapi.json`. */
export const controlSchema = (personas: readonly Persona[]): string => `${JSON.stringify(openApiDocument(personas), null, 2)}\n`;
