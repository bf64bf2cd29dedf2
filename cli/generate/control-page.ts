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
The control API reads and changes a running lab over HTTP with JSON. It is served below \`/_lab/\` on the lab's own address.
A program has the same calls as the \`World\` interface (\`createLab\`, \`connectLab\`). The OpenAPI 3.1 document is at
\`GET /_lab/openapi.json\` and [here](schema/control-api.openapi.json).

\`\`\`sh
W=http://localhost:4400/_lab/worlds/default
curl $W/tokens                                                                             # issued tokens, and why each ended
curl -X POST $W/clock/tomorrow -H 'content-type: application/json' -d '{}'                   # one day later, for everybody
curl -X POST $W/faults     -H 'content-type: application/json' -d '{"on":"token","times":1,"do":{"status":503}}'
curl -N $W/wire/events                                                                     # exchanges, live
curl $W/snapshot > world.json; curl -X PUT $W/snapshot -H 'content-type: application/json' -d @world.json
\`\`\`

- A write needs the content type JSON, even without a body. It is applied as a whole or not at all.
- Errors are [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) \`application/problem+json\`. \`type\` is \`urn:loginlab:problem:\` and a code,
  \`pointer\` names the field of the body (\`#/do/status\`), \`parameter\` the query parameter.
- \`clock/advance\` and \`clock/tomorrow\` answer 409 while no client follows the clock; the problem then has \`offers\`, each with the body of a call that
  works. [Time](time.md) explains them.
- Secrets are shown as ordinals (\`access-token#2\`), the same in the wire log and in the list of tokens. \`?reveal=true\` shows them. A snapshot holds all of them.
- \`wire/events\` are server-sent events: \`exchange\` (its id is the sequence number), \`gap\` (this many were dropped from the log before they were read),
  \`reset\`, and \`end\` when the world is closed. \`Last-Event-ID\` or \`after\` resumes after that number. Without either the stream begins with the next exchange.

| limit | value |
|---|---|
| body | 1 MiB; 64 MiB for a snapshot |
| worlds | 10,000; a world is closed after an hour without use, unless somebody reads its events |
| exchanges in the log of a world | 10,000 |
| people of a world | 1,000 |
| clients of a persona | 1,000 |
| faults of a world | 1,000 |
| readers of events | 100 |
| stories | one plays at a time |

## Who may call

- Programs on this machine: curl, tests, the command line. The host must be a loopback name with the lab's own port. Any other name is refused
  (421), which stops DNS rebinding. A vendor's host has no control API.
- No web page may call, not even one of the lab's own address, because the personas' pages have that origin. A request with an \`Origin\`, or with
  a \`Sec-Fetch-Site\` other than \`none\`, is refused (403). No answer has a CORS header.
- The register button on an error page of \`serve\` and \`exec\` is not a call of this API. It sends a ticket that works once, for that client.
- The console has its own port. There the same calls accept the console's own pages ([why](../decisions/0012-who-may-call-the-control-api.md)).
- A lab that listens beyond loopback (\`serve --host\`) requires the token that it printed, as \`Authorization: Bearer …\`; otherwise it answers 401.
  The command line and \`connectLab\` read the token from \`LOGINLAB_TOKEN\`. \`serve\` uses that token if it is set.

## Calls
`.trim();

/** `docs/control-api.md`: an introduction, and every call from its schema. */
export const controlPage = async (personas: readonly Persona[]): Promise<string> => {
  const { paths, components } = (await openApiDocument(personas)) as unknown as Document;
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
    'Below `/_lab`. Optional members of the body have a `?`.',
    '',
    markdownTable(['call', 'effect', 'query and body'], rows),
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
export const controlSchema = async (personas: readonly Persona[]): Promise<string> =>
  `${JSON.stringify(await openApiDocument(personas), null, 2)}\n`;
