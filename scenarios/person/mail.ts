import type { MailMessage, WorldCore } from '../../provider/model/index.ts';
import type { ReadMail } from '../model/index.ts';
import type { Navigation } from './navigation.ts';
import { type Form, readPage } from './page.ts';
import { destinationOf, type ReachableSites } from './reachable-sites.ts';

/** Longest wait for a message that an app sends, in seconds. */
const PATIENCE_SECONDS = 10;

/** The mailbox that a person looks into. */
export type PersonMailbox = Pick<WorldCore['mailbox'], 'list' | 'wait'>;

const urlsOf = (texts: readonly string[]): readonly URL[] =>
  texts.filter((each) => URL.canParse(each)).map((each) => new URL(each));

/** Addresses in a page that shows a mail. */
const addressesIn = (text: string): readonly URL[] => urlsOf(text.match(/https?:\/\/[^\s"'<>]+/g) ?? []);

/** A mail that the app shows on a page; undefined if it shows none. */
export const shownMail = (page: string): ReadMail | undefined => {
  const links = addressesIn(page);
  return links.length > 0 ? { from: 'page', text: page, links } : undefined;
};

const asRead = ({ subject, text, links }: MailMessage): ReadMail => ({ from: 'mailbox', subject, text, links: urlsOf(links) });

/** What one person has read so far, in whichever browser. */
export class MailReader {
  readonly #mailbox: PersonMailbox | undefined;
  readonly #to: string;
  /** Id of the newest message that was read. */
  #last: string | undefined;

  constructor(mailbox: PersonMailbox | undefined, to: string) {
    this.#mailbox = mailbox;
    this.#to = to;
  }

  /** Waits for a message that was not read yet, and returns the newest one. Undefined if none arrives. */
  async next(): Promise<ReadMail | undefined> {
    const after = this.#last === undefined ? {} : { after: this.#last };
    const arrived = await this.#mailbox?.wait({ to: this.#to, ...after, timeoutSeconds: PATIENCE_SECONDS });
    return arrived && this.#reads(await this.#newest());
  }

  /** The newest message, if there is one that was not read yet. */
  async there(): Promise<ReadMail | undefined> {
    const newest = await this.#newest();
    return newest?.id === this.#last ? undefined : this.#reads(newest);
  }

  async #newest(): Promise<MailMessage | undefined> {
    const { messages = [] } = (await this.#mailbox?.list({ to: this.#to })) ?? {};
    return messages.at(-1);
  }

  #reads(newest: MailMessage | undefined): ReadMail | undefined {
    this.#last = newest?.id;
    return newest && asRead(newest);
  }
}

/** The link of a mail that a person opens: to the app, else to the persona. */
export const linkIn = ({ links }: ReadMail, sites: ReachableSites): URL | undefined => {
  const to = (place: string) => links.find((url) => destinationOf(sites, url)?.to === place);
  return to('app') ?? to('persona');
};

/** Nothing is to be filled in: the person only has to press its button. */
export const isButton = ({ method, controls }: Form): boolean =>
  method === 'POST' && controls.every(({ kind, isHidden }) => kind === 'button' || isHidden);

/** Values of a link that only it has: its secret, in the query or the path. */
const secretsOf = (link: URL): readonly string[] =>
  [...link.searchParams.values(), link.pathname.split('/').at(-1) ?? ''].filter((value) => value.length >= 16);

/** The form behind the link of a mail whose button the person presses: the one that passes the secret on, else the only one. */
export const buttonBehind = (
  html: string,
  link: URL,
): (Pick<Navigation, 'method' | 'form'> & { readonly action: string }) | undefined => {
  const buttons = readPage(html).forms.filter(isButton);
  const secrets = secretsOf(link);
  const passesOn = ({ action, controls }: Form) =>
    secrets.some((secret) => action.includes(secret) || controls.some(({ value }) => value === secret));
  const form = buttons.find(passesOn) ?? (buttons.length === 1 ? buttons[0] : undefined);
  return (
    form && { method: form.method, action: form.action, form: form.controls.map(({ name, value }) => [name, value] as const) }
  );
};
