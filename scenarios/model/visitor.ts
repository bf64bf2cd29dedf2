import type { HeaderList } from '../../provider/model/index.ts';
import type { StoredItem } from './storage.ts';

/** One address of a visit. */
export interface Visit {
  /** Address in the address bar at the end. */
  readonly url: URL;
  readonly status: number;
  /** Text of the last page. */
  readonly body: string;
  /** Its `Content-Type`; left out where it has none, or is not known. */
  readonly type?: string;
  /** Headers of the answer with the last page; left out where they are not known. */
  readonly headers?: HeaderList;
  /** Every address of the visit, first to last. */
  readonly hops: readonly Hop[];
  /** `done`: a page of the app · `stuck`: ended on a page of the persona · `looping`: more than 20 redirects · `broken`: no answer, or one that cannot be followed (with `problem`). */
  readonly end: 'done' | 'stuck' | 'looping' | 'broken';
  readonly problem?: string;
  /** Below 400 on a page of the app. */
  readonly ok: boolean;
  /** Canary text of the step, if the form of the verb has one. */
  readonly canary?: string;
}

export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  readonly to: 'app' | 'persona' | 'elsewhere';
}

/** How the person behaves during a visit. */
export interface VisitOptions {
  /** May rewrite any address before the browser requests it: an attacker in the front channel. */
  readonly rewrite?: (url: URL) => URL;
  /** Stops before a matching address is requested; the visit ends there, `end: 'stuck'`. */
  readonly stopBefore?: (url: URL) => boolean;
  /** What is ticked on the consent page: everything, nothing and *cancel*, some scopes, all but some. */
  readonly consent?: 'allow' | 'deny' | { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** Key of the account to pick at the provider; default: the person's own. */
  readonly account?: string;
  /** Uses an embedded web view, which its user agent says. */
  readonly webView?: true;
  /** Parameters that the link or the form of a verb has besides its own: in its address, and in the body of a form that is posted. */
  readonly adds?: Readonly<Record<string, string>>;
  /** Another persona of the app, which stands for `{persona}` in the verb. Default: that of the scenario. */
  readonly persona?: string;
  /**
   * The browser loads the address, or that of the verb, with GET, and nobody presses anything: `ahead`, as a page of the app lets it
   * for a link; `image`, for an image of the page; `link`: somebody follows a link to it. Only browsers without scripts do that here; real ones follow the link.
   */
  readonly loads?: 'ahead' | 'image' | 'link';
  /** A page of another site that sends the form, without the hidden fields that only pages of the app have. Default: a page of the app. */
  readonly from?: URL;
}

/** An e-mail as its recipient reads it. */
export interface ReadMail {
  /** `mailbox`: that of the world, where its scanner sees it; `page`: the app shows it on a page of its own. */
  readonly from: 'mailbox' | 'page';
  readonly subject?: string;
  readonly text: string;
  readonly links: readonly URL[];
}

/** How a person treats the link of an e-mail. */
export interface MailLinkOptions extends VisitOptions {
  /** False: looks at the page, and presses nothing. Default true. */
  readonly presses?: boolean;
}

/** A person with a browser: a separate cookie jar, and a name that no other scenario uses. */
export interface Visitor {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  /** What they enter as their password. */
  readonly password: string;
  signsIn(options?: VisitOptions): Promise<Visit>;
  /** Opens the page that says who is signed in. */
  asksWhoAmI(options?: VisitOptions): Promise<Visit>;
  /** True when `whoAmI` shows this person and no other person of the run. */
  isSignedIn(): Promise<boolean>;
  usesResource(options?: VisitOptions): Promise<Visit>;
  /** Uses something for which the API wants a confirmed e-mail address. */
  usesRestricted(options?: VisitOptions): Promise<Visit>;
  signsOut(options?: VisitOptions): Promise<Visit>;
  /** Follows a link or a form of another site that asks the app to start a login, with these parameters. */
  initiatesLogin(params: Readonly<Record<string, string>>, options?: VisitOptions): Promise<Visit>;
  /** Sends an access token to the server, as a front end does; `user` is the user id that it claims. */
  handsInToken(token: string, user: string): Promise<Visit>;
  /** Makes an account, and confirms it by e-mail if one that can be read was sent. */
  registers(): Promise<Visit>;
  /** Makes an account, and looks for no e-mail. */
  submitsRegistration(options?: VisitOptions): Promise<Visit>;
  /**
   * Reads the newest e-mail to this person that was not read yet: in the mailbox of the world, or on the page where the app shows
   * it. Waits for it; undefined if none arrives.
   */
  readsMail(): Promise<ReadMail | undefined>;
  /** Opens the link of an e-mail, and presses the button of the page that it leads to. Ends on a page of the app or of the persona. */
  opensMailLink(mail: ReadMail, options?: MailLinkOptions): Promise<Visit>;
  /** Asks the app to send the e-mail of the registration again. */
  asksForMail(options?: VisitOptions): Promise<Visit>;
  signsInWithPassword(options?: VisitOptions): Promise<Visit>;
  /** Signs in with the password, and ticks “remember me”. */
  signsInRemembered(): Promise<Visit>;
  signsOutEverywhere(options?: VisitOptions): Promise<Visit>;
  /** 0: offline · 1: available · 2: busy. */
  setsPresence(presence: number): Promise<Visit>;
  /** From now on enters this password. Whether it is the right one is another question. */
  enters(password: string): void;
  /** Stores a text, the canary of the visit, in the account that this browser is signed in to. */
  stores(options?: VisitOptions): Promise<Visit>;
  /** Opens the page with the stored texts of that account. */
  recalls(options?: VisitOptions): Promise<Visit>;
  /** The same person in a new browser without cookies. */
  inNewBrowser(): Promise<Visitor>;
  /**
   * The same person in another browser with a copy of the current cookies: stolen cookies, or a page left open. `without`: name of
   * a cookie that is lost on the way.
   */
  copied(options?: { readonly without?: string }): Promise<Visitor>;
  /** The same person in a new browser that has these cookies for the app: somebody put them there. */
  withCookies(cookies: Readonly<Record<string, string>>): Promise<Visitor>;
  /** Opens an address, as by a link or the address bar. */
  opens(url: URL | string, options?: VisitOptions): Promise<Visit>;
  /**
   * Clicks what a page of the app offers, its links and buttons one after the other, until one starts a login. Undefined if none
   * does.
   */
  triesAgain(page: Visit, options?: VisitOptions): Promise<Visit | undefined>;
  /** What the client of this person keeps, as `storage` of the app says; undefined if this kind of browser cannot tell. */
  storage(): Promise<readonly StoredItem[] | undefined>;
  /** Goes back in the history to an address; loads it if the history does not hold it. */
  goesBackTo(url: URL | string): Promise<Visit>;
  /** Closes the browser and opens it again: session cookies and `sessionStorage` are gone. The returned visitor goes on. */
  reopensBrowser(): Promise<Visitor>;
  /** The cookies of the app in this browser. */
  cookies(): Promise<readonly StoredItem[]>;
  /** The same person in another tab of the same browser. */
  inNewTab(): Promise<Visitor>;
  /** Changes how the browser behaves from now on. An HTTP client has no frames and no timers, and stays as it is. */
  setsBrowser(change: BrowserChange): Promise<void>;
  /** Leaves the page open for a time. No time passes here: the timers of the page run, once its clock is held. */
  waits(time: { readonly seconds: number }): Promise<Visit>;
}

/** Settings of a person's browser. */
export interface BrowserChange {
  /** Sends and keeps no cookies of other sites in frames, as Safari, Firefox and private windows. */
  readonly blocksThirdPartyCookies?: true;
  /** Holds the clock of the pages loaded from now on, so that the person can wait. It runs as usual otherwise. */
  readonly holdsClock?: true;
}
