import {
  isLoopbackUri,
  MAIL_SCANNER,
  type MailMessage,
  type MailScan,
  OWN_API_PERSONA,
  readResponse,
  SCANNED_LINK,
  SCANNER_AGENT,
} from '../model/index.ts';
import type { WorldState } from '../world/index.ts';
import { MOST_BYTES } from './app-call.ts';

/** Longest wait for one answer, and for the end of the exchange that sent the message, in milliseconds. */
const PATIENCE_MS = 5_000;
/** Links of one message that are opened. */
const MOST_LINKS = 20;
/** Redirects that are followed from one link. */
const MOST_REDIRECTS = 5;

const METHODS: Readonly<Record<MailScan, readonly string[]>> = {
  off: [],
  head: ['HEAD'],
  get: ['GET'],
  'head-and-get': ['HEAD', 'GET'],
};

/** What the scanner needs of a lab. */
export interface ScannedLab {
  /** Answers an address of the lab, which records the exchange. */
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** The lab's own address for a link to a vendor; undefined for other links. */
  addressOf(world: string, link: string): string | undefined;
}

/** A request of the scanner, with its time limit. */
const initOf = (method: string) => ({
  method,
  headers: { 'user-agent': SCANNER_AGENT, accept: '*/*' },
  redirect: 'manual' as const,
  signal: AbortSignal.timeout(PATIENCE_MS),
});
type Init = ReturnType<typeof initOf>;

/** Opens an address of an app, and records it as an exchange. Nothing but this machine is reached. */
const openAtApp = async ({ recorder }: WorldState, url: string, init: Init, why: string): Promise<Response | undefined> => {
  if (!isLoopbackUri(url)) return undefined;
  const opening = { persona: OWN_API_PERSONA, method: init.method, url, vendorUrl: url, headers: Object.entries(init.headers) };
  const open = recorder.begin({ ...opening, body: new Uint8Array() });
  open.note({ endpoint: SCANNED_LINK });
  open.because(MAIL_SCANNER, why);
  try {
    const reply = await fetch(url, init);
    const { text } = await readResponse(reply, MOST_BYTES);
    open.answered({ status: reply.status, headers: [...reply.headers], body: text });
    return reply;
  } catch {
    open.dropped();
    return undefined;
  }
};

/** Opens a link and follows its redirects, without cookies and without scripts. */
const openLink = async (lab: ScannedLab, world: WorldState, method: string, link: string, why: string): Promise<void> => {
  let next: string | undefined = link;
  for (let times = 0; next !== undefined && times <= MOST_REDIRECTS; times += 1) {
    const at: string = next;
    const inLab = lab.addressOf(world.id, at);
    const init = initOf(method);
    const reply: Response | undefined = inLab
      ? await lab.fetch(inLab, init).catch(() => undefined)
      : await openAtApp(world, at, init, why);
    await reply?.body?.cancel().catch(() => undefined);
    const location = reply?.headers.get('location');
    next = location && URL.canParse(location, at) ? new URL(location, at).href : undefined;
  }
};

/** The exchange that sends a message ends first: its link is good from then on. One that goes on is not waited for. */
const sent = async ({ recorder }: WorldState): Promise<void> => {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, PATIENCE_MS);
  await Promise.race([recorder.idle(), over.promise]);
  clearTimeout(timer);
};

const openLinks = async (lab: ScannedLab, world: WorldState, scan: MailScan, { id, links }: MailMessage): Promise<void> => {
  await sent(world);
  const why = `A mail scanner opened a link of message ${id} before its recipient did.`;
  for (const link of links.slice(0, MOST_LINKS))
    for (const method of METHODS[scan]) {
      if (world.gone.signal.aborted) return;
      await openLink(lab, world, method, link, why);
    }
};

/** The mail scanner of a world: opens the links of a message, or undefined where it is off. Never rejects. */
export const scanMail =
  (lab: ScannedLab) =>
  (world: WorldState, message: MailMessage): Promise<void> | undefined => {
    const scan = world.settings.value(MAIL_SCANNER) as MailScan;
    if (METHODS[scan] === undefined || METHODS[scan].length === 0) return undefined;
    return openLinks(lab, world, scan, message).catch(() => undefined);
  };
