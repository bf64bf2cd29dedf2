import type { Because, Exchange, SettingInfo, Stage } from '../../provider/model/index.ts';
import { redirectUriFits } from '../../provider/model/index.ts';
import { isDecisive, isRefusal } from '../../provider/personas/declared.ts';
import { describeExchange, isAccepted, paramsOf } from '../traffic/index.ts';
import type { Probe } from './probe.ts';

/** A request that the provider refused. */
export interface Refusal {
  /** `POST https://oauth2.googleapis.com/token → 401 (the client secret is wrong)` */
  readonly found: string;
  /** The behaviour that refused, and what to change: where the config can do so, its field. */
  readonly fix: string | undefined;
}

interface Found {
  readonly exchange: Exchange;
  readonly reason: Because | undefined;
}

type Settings = ReadonlyMap<string, SettingInfo>;

const stageOf = (settings: Settings, id: string): Stage | undefined => settings.get(id)?.stage as Stage | undefined;

const hasFailed = (exchange: Exchange): boolean => !isAccepted(exchange) && (exchange.response?.status ?? 0) >= 400;

/** The exchange that was refused: an error page that it led to is another one, and knows no reason. */
const lastRefused = (exchanges: readonly Exchange[], settings: Settings): Found | undefined => {
  for (const exchange of exchanges.toReversed()) {
    const reason = exchange.because.findLast(({ id }) => {
      const stage = stageOf(settings, id);
      return stage !== undefined && isRefusal(stage);
    });
    if (reason && !isAccepted(exchange)) return { exchange, reason };
  }
  const exchange = exchanges.findLast(hasFailed);
  const reason = exchange?.because.findLast(({ id }) => {
    const stage = stageOf(settings, id);
    return stage === undefined || isDecisive(stage);
  });
  return exchange && { exchange, reason };
};

/** What an app sent, and what is registered for it. */
interface Sent {
  readonly probe: Probe;
  readonly exchange: Exchange;
  readonly clientId: string;
  readonly kind: Parameters<typeof redirectUriFits>[0]['kind'];
  readonly redirectUris: readonly string[];
}

type Advice = (sent: Sent) => string | undefined;

const aboutRedirect: Advice = ({ probe: { app, context }, exchange, kind, redirectUris }) => {
  const uri = paramsOf(exchange).get('redirect_uri');
  if (uri === null || redirectUriFits({ kind, redirectUris }, uri)) return undefined;
  const said = `The app sent redirect_uri "${uri}"; registered: ${redirectUris.map((each) => `"${each}"`).join(', ') || 'none'}.`;
  const { persona } = context;
  const given = `give the app ${persona}.redirectUri by env`;
  if (!URL.canParse(uri)) return `${said} It is no absolute address: ${given}.`;
  const [own, { origin, hostname, port, pathname }] = [new URL(context.app.url), new URL(uri)];
  if (origin !== own.origin && port === own.port)
    return `${said} Set url to "${app.url.replace(own.hostname, hostname)}" if the app is served there, or ${given}.`;
  if (origin !== own.origin) return `${said} The app is at ${own.origin}: ${given}.`;
  const path = app.personas.length > 1 ? pathname.replaceAll(persona, '{persona}') : pathname;
  return `${said} Set redirectPath to "${path}", or ${given}.`;
};

const aboutClientId: Advice = ({ probe: { context }, exchange, clientId }) => {
  const id = paramsOf(exchange).get('client_id');
  return id === null || id === clientId
    ? undefined
    : `The app sent client_id "${id}"; registered: "${clientId}". Give it ${context.persona}.clientId by env.`;
};

/** What the config can change, the first that applies. */
const BY_CONFIG: readonly Advice[] = [aboutClientId, aboutRedirect];

/** Behaviours say what is wrong with a secret in words only. */
const aboutSecret = ({ context }: Probe, { exchange, reason }: Found): string | undefined =>
  exchange.endpoint === 'token' && /\bsecret\b/i.test(reason?.why ?? '')
    ? `Give the app ${context.persona}.clientSecret by env.`
    : undefined;

const adviceOn = async (probe: Probe, found: Found): Promise<string | undefined> => {
  const { world, persona } = probe.context;
  const client = (await world[persona].clients()).find(({ name }) => name === probe.app.id);
  const sent = client && { probe, exchange: found.exchange, ...client };
  return BY_CONFIG.map((advice) => sent && advice(sent)).find((text) => text !== undefined) ?? aboutSecret(probe, found);
};

/** The last request that the provider refused, why, and what to change; undefined if it refused none. */
export const findRefusal = async (probe: Probe, exchanges: readonly Exchange[]): Promise<Refusal | undefined> => {
  const settings = new Map((await probe.context.world.settings.describe()).map((setting) => [setting.id, setting]));
  const found = lastRefused(exchanges, settings);
  if (!found) return undefined;
  const { exchange, reason } = found;
  const advice = reason && ((await adviceOn(probe, found)) ?? settings.get(reason.id)?.remedy);
  return {
    found: `${describeExchange(exchange)}${reason ? ` (${reason.why})` : ''}`,
    fix: reason && advice && `${reason.id}: ${advice}`,
  };
};
