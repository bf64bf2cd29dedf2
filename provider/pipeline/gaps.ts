import { GAPS, type Gap, type LabRequest, type Persona, type Ports, type Reply } from '../model/index.ts';
import { addressAt, type ExchangeContext } from '../world/index.ts';

/** What browsers fetch of any site by themselves: no app relies on it, so it is no gap. */
const ASKED_BY_BROWSERS = /^\/(?:favicon\.ico|robots\.txt|apple-touch-icon[\w-]*\.png|\.well-known\/appspecific\/.*)$/;

/** The lab's own addresses, which no vendor has: nobody learns there that it is a lab. */
const OF_THE_LAB = /^\/_lab\//;

/** True for an address that the vendor does not have either. */
const isAbsent = ({ absent = [] }: Persona, { hostname, pathname }: URL): boolean =>
  ASKED_BY_BROWSERS.test(pathname) ||
  OF_THE_LAB.test(pathname) ||
  absent.some(({ host, path }) => (host ?? hostname) === hostname && path.test(pathname));

const gapIn = ({ persona, mount }: ExchangeContext, { method, url }: LabRequest, part: string | undefined): Gap => {
  const asked = `${method} ${addressAt(mount, url.origin + url.pathname)}`;
  const what = part === undefined ? asked : `${part} of ${asked}`;
  const why = `Login Lab does not serve ${what}, which ${persona.title} may have.`;
  return { persona: persona.id, asked, ...(part !== undefined && { part }), why };
};

/** What the developer can do, in commands of the world in which it happened. */
const waysOn = ({ labUrl, world, persona }: ExchangeContext, { url }: LabRequest, endpoint: string): readonly string[] => {
  const control = `${labUrl}/_lab/worlds/${world.id}`;
  const send = (method: string, path: string, body: object) =>
    `curl -X ${method} ${control}/${path} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
  return [
    `Answer it yourself: ${send('POST', 'faults', { on: endpoint, persona: persona.id, do: { status: 200, body: {} } })}`,
    `Get what ${persona.title} answers at an address that it does not have: ${send('PATCH', 'settings', { [GAPS]: 'vendor' })} (or start the lab with --gaps vendor)`,
    ...(persona.unservedHosts?.includes(url.hostname) ? [`Reach the real host: --tunnel ${url.hostname}`] : []),
    `See what the lab serves: loginlab explain ${persona.id}`,
  ];
};

/** JSON whatever the client accepts: whoever reads it learns that this is no answer of the vendor. */
const replyTo = (context: ExchangeContext, gap: Gap, request: LabRequest, endpoint: string): Reply => {
  const { why, persona, asked, part } = gap;
  const json = {
    error: 'login_lab_gap',
    error_description: `${why} This is a gap of Login Lab, not an answer of ${context.persona.title}.`,
    persona,
    asked,
    ...(part !== undefined && { part }),
    what_to_do: waysOn(context, request, endpoint),
  };
  const headers = [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Cache-Control', 'no-store'],
    ['Access-Control-Allow-Origin', '*'], // a page of the app is to read it, too
  ] as const;
  return { status: 501, headers, body: { json, write: (value) => `${JSON.stringify(value, undefined, 2)}\n` }, gap };
};

/** Stands beside an answer in the vendor's manner to something that the lab does not serve. */
const NOT_MIMICKED = 'lab/not-mimicked';

/** Says in the wire log that the vendor's answer stands for something that the lab does not serve. */
export const noteGap = (context: ExchangeContext, request: LabRequest, part?: string): void =>
  context.log.because(NOT_MIMICKED, `not mimicked: ${gapIn(context, request, part).why}`);

/** The lab's own answer for what it does not serve. Undefined if the world wants the vendor's. */
export const answerGap = (context: ExchangeContext, request: LabRequest, endpoint: string, part?: string): Reply | undefined => {
  if (context.world.settings.value(GAPS) !== 'lab') {
    noteGap(context, request, part);
    return undefined;
  }
  const gap = gapIn(context, request, part);
  context.log.because(GAPS, gap.why);
  return replyTo(context, gap, request, endpoint);
};

/** The answer to an address without a route: what the vendor checks first, then the gap. Undefined where the vendor has nothing either. */
export const answerUnrouted = async (context: ExchangeContext, request: LabRequest, ports: Ports): Promise<Reply | undefined> => {
  if (isAbsent(context.persona, request.url)) return undefined;
  const refusal = await context.persona.refuseUnserved?.(request, ports);
  if (refusal) noteGap(context, request);
  return refusal ?? answerGap(context, request, 'unknown');
};
