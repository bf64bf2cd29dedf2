import type { MailboxWorlds } from '../console/index.ts';
import type { Control, ControlListener } from '../control/index.ts';
import type { LabRequest, Reply } from '../model/index.ts';
import {
  controlOutcome,
  type ExchangeOutcome,
  type Listener,
  labRequest,
  listen,
  type RawRequest,
  serialise,
} from '../pipeline/index.ts';
import { isOwnHost } from '../world/index.ts';

export interface ConsoleOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Answers everything but the control API: pages, scripts, styles. Default: the console. */
  readonly pages?: (request: LabRequest) => Promise<Reply> | Reply;
}

/** A port of its own on loopback for pages that people use, whose scripts may call the control API below `/_lab/`. */
export interface ConsolePort extends AsyncDisposable {
  /** `http://localhost:4401` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const text = (status: number, body: string): ExchangeOutcome => ({
  kind: 'reply',
  reply: { status, headers: [['Content-Type', 'text/plain; charset=utf-8']], body: `[loginlab] ${body}\n` },
});

const answer = async (
  control: Control,
  listener: ControlListener,
  mailboxes: MailboxWorlds,
  options: ConsoleOptions,
  raw: RawRequest,
): Promise<ExchangeOutcome> => {
  const url = `http://localhost:${listener.port}`;
  if (!isOwnHost(raw.host, listener)) return text(421, `Unknown host "${raw.host}"; the console is at ${url}.`);
  if (!raw.target.startsWith('/') || !URL.canParse(raw.target, url)) return text(404, 'Expected a path.');
  const request = labRequest(url, raw);
  const isControl = raw.target === '/_lab' || raw.target.startsWith('/_lab/');
  if (isControl) return controlOutcome(await control(request, listener));
  const { consolePages, isMailboxPage, mailboxPages } = await import('../console/index.ts'); // for whoever opens the console
  const isMailbox = options.pages === undefined && isMailboxPage(request.url.pathname);
  const pages = isMailbox ? mailboxPages(request, mailboxes) : (options.pages ?? consolePages)(request);
  return { kind: 'reply', reply: serialise(await pages) };
};

/**
 * Opens such a port. The same control API answers there, through another listener: pages of this origin may call it, since
 * no untrusted content is shown here as a page. Loopback only, whatever the lab listens on, and without a token.
 */
export const openConsolePort = async (
  control: Control,
  mailboxes: MailboxWorlds,
  options: ConsoleOptions,
  failed: (error: unknown) => void,
): Promise<ConsolePort> => {
  let port = 0;
  const listener: Listener = await listen({
    port: options.port ?? 0,
    handle: (raw) => answer(control, { port, pages: 'own' }, mailboxes, options, raw),
    failed,
    malformed: () => ({ status: 400, headers: [['Content-Type', 'text/plain']], body: '' }),
  });
  port = listener.port;
  return { url: `http://localhost:${port}`, port, close: listener.close, [Symbol.asyncDispose]: listener.close };
};
