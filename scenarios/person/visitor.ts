import { LoginLabError } from '../../provider/model/index.ts';
import {
  type BrowserChange,
  type HttpVerb,
  type HttpVerbName,
  type MailLinkOptions,
  type ReadMail,
  requestOf,
  type StoredItem,
  type Visit,
  type VisitOptions,
  type Visitor,
} from '../model/index.ts';
import type { Browsing } from './browsing.ts';
import { buttonBehind, linkIn, MailReader, shownMail } from './mail.ts';
import { encodeFields, type Navigation, type NavigationResult } from './navigation.ts';
import { firstLogin, offersOf } from './offers.ts';
import { destinationOf } from './reachable-sites.ts';
import { atRest, formToPress, MOST_TOLD, mentions, outside, staying, visitOf } from './visit.ts';
import type { VisitorOptions } from './visitor-options.ts';
import { fillFields, fillIn, passwordOf, type Words } from './words.ts';

/** A person who uses an app with any kind of browser. */
export class AppVisitor implements Visitor {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly browser: Browsing;
  readonly #options: VisitorOptions;
  #password: string;
  readonly #mail: MailReader;

  constructor(options: VisitorOptions, browser: Browsing, mail?: MailReader) {
    this.#options = options;
    this.key = options.person.key;
    this.name = options.person.name;
    this.email = options.person.email;
    this.#password = passwordOf(options.person);
    this.browser = browser;
    this.#mail = mail ?? new MailReader(options.mailbox, options.person.email);
  }

  signsIn(options?: VisitOptions): Promise<Visit> {
    return this.#does('signIn', options);
  }

  asksWhoAmI(options?: VisitOptions): Promise<Visit> {
    return this.#does('whoAmI', options);
  }

  usesResource(options?: VisitOptions): Promise<Visit> {
    return this.#does('useResource', options);
  }

  usesRestricted(options?: VisitOptions): Promise<Visit> {
    return this.#does('useRestricted', options);
  }

  signsOut(options?: VisitOptions): Promise<Visit> {
    return this.#does('signOut', options);
  }

  async initiatesLogin(params: Readonly<Record<string, string>>, options?: VisitOptions): Promise<Visit> {
    const { method, path } = this.#verb('initiateLogin');
    const url = new URL(path, this.#options.sites.app);
    if (method !== 'GET') return visitOf(await this.#goes({ method, url, form: Object.entries(params) }, options));
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
    return visitOf(await this.#goes({ method, url }, options));
  }

  async registers(): Promise<Visit> {
    const registered = await this.submitsRegistration();
    if (!registered.ok) return registered;
    const isExpected = this.#options.verbs.readMail !== undefined;
    const mail = isExpected ? await this.readsMail() : await this.#mail.there();
    if (mail && linkIn(mail, this.#options.sites)) return this.opensMailLink(mail);
    return isExpected ? { ...registered, ok: false, problem: 'no e-mail with a link of the app arrived' } : registered;
  }

  submitsRegistration(options?: VisitOptions): Promise<Visit> {
    return this.#does('register', options);
  }

  /** A page of the app that shows mails is asked first: it knows at once. */
  async readsMail(): Promise<ReadMail | undefined> {
    if (requestOf(this.#options.verbs, 'readMail') === undefined) return this.#mail.next();
    return shownMail((await this.#does('readMail')).body) ?? this.#mail.there();
  }

  async opensMailLink(mail: ReadMail, { presses = true, ...options }: MailLinkOptions = {}): Promise<Visit> {
    const { sites } = this.#options;
    const link = linkIn(mail, sites);
    if (!link) throw new LoginLabError('unsupported', 'The e-mail has no link to the app or its provider.');
    const opened = await this.#goes({ method: 'GET', url: link }, options);
    const button = presses && opened.status < 400 ? buttonBehind(opened.body, link) : undefined;
    if (!button) return atRest(opened);
    const url = new URL(button.action || opened.url, opened.url);
    const pressed = await this.#goes({ ...button, url, page: opened.url }, options);
    return atRest({ ...pressed, hops: [...opened.hops, ...pressed.hops] });
  }

  asksForMail(options?: VisitOptions): Promise<Visit> {
    return this.#does('resendMail', options);
  }

  /** Where people sign in with their password only, that is one verb. */
  signsInWithPassword(options?: VisitOptions): Promise<Visit> {
    return this.#does(this.#options.verbs.signInWithPassword ? 'signInWithPassword' : 'signIn', options);
  }

  signsInRemembered(): Promise<Visit> {
    return this.#does('rememberMe');
  }

  signsOutEverywhere(options?: VisitOptions): Promise<Visit> {
    return this.#does('signOutEverywhere', options);
  }

  setsPresence(presence: number): Promise<Visit> {
    return this.#does('setPresence', {}, { '{presence}': String(presence) });
  }

  enters(password: string): void {
    this.#password = password;
  }

  get password(): string {
    return this.#password;
  }

  stores(options?: VisitOptions): Promise<Visit> {
    return this.#does('store', options);
  }

  recalls(options?: VisitOptions): Promise<Visit> {
    return this.#does('recall', options);
  }

  async inNewBrowser(): Promise<Visitor> {
    return this.#with(await this.browser.blank());
  }

  async reopensBrowser(): Promise<Visitor> {
    return this.#with(await this.browser.reopened());
  }

  cookies(): Promise<readonly StoredItem[]> {
    return this.browser.cookies();
  }

  /** Opens the page without logging in: an app that starts a login has nobody signed in. */
  async isSignedIn(): Promise<boolean> {
    const isPersona = (url: URL) => destinationOf(this.#options.sites, url)?.to === 'persona';
    const { ok, body } = await this.#does('whoAmI', { stopBefore: isPersona });
    return ok && this.#isNamedIn(body) && !this.#options.namesAnother(body);
  }

  async copied({ without }: { readonly without?: string } = {}): Promise<Visitor> {
    return this.#with(await this.browser.copied(without));
  }

  async withCookies(cookies: Readonly<Record<string, string>>): Promise<Visitor> {
    return this.#with(await this.browser.withCookies(cookies));
  }

  async opens(url: URL | string, options?: VisitOptions): Promise<Visit> {
    const { app } = this.#options.sites;
    const loads = options?.loads && { loads: options.loads, page: options.from ?? app };
    return visitOf(await this.#goes({ method: 'GET', url: new URL(url, app), ...loads }, options));
  }

  triesAgain({ body, url }: Visit, options?: VisitOptions): Promise<Visit | undefined> {
    const offers = offersOf(body, url, requestOf(this.#options.verbs, 'signOut')?.path);
    return firstLogin(offers, async (offer) => visitOf(await this.#goes(offer, options)));
  }

  async goesBackTo(url: URL | string): Promise<Visit> {
    return visitOf(await this.browser.back(new URL(url, this.#options.sites.app)));
  }

  async inNewTab(): Promise<Visitor> {
    return this.#with(await this.browser.tab());
  }

  setsBrowser(change: BrowserChange): Promise<void> {
    return this.browser.change(change);
  }

  async waits({ seconds }: { readonly seconds: number }): Promise<Visit> {
    return visitOf(await this.browser.wait(seconds));
  }

  /** The same person with another browser: who has changed the password, knows the new one. */
  #with(browser: Browsing): AppVisitor {
    const other = new AppVisitor(this.#options, browser, this.#mail);
    other.enters(this.#password);
    return other;
  }

  #isNamedIn(page: string): boolean {
    return mentions(page, this.#options.person);
  }

  handsInToken(token: string, user: string): Promise<Visit> {
    return this.#does('acceptsToken', {}, { '{token}': token, '{user}': user });
  }

  /** Files first. */
  async storage(): Promise<readonly StoredItem[] | undefined> {
    const { verbs, files } = this.#options;
    const kept = (await files?.()) ?? [];
    if (verbs.storage?.browser !== true) return kept;
    const inBrowser = await this.browser.storage?.();
    return inBrowser && [...kept, ...inBrowser];
  }

  async #does(name: HttpVerbName, options?: VisitOptions, more: Words = {}): Promise<Visit> {
    const { persona, sites, canary: invent } = this.#options;
    const verb = this.#verb(name);
    const canary = Object.values(verb.form ?? {}).some((value) => value.includes('{canary}')) ? invent() : undefined;
    const words = { ...this.#own, '{persona}': options?.persona ?? persona, '{canary}': canary ?? '', ...more };
    const own = fillFields(verb.form, words);
    const url = new URL(fillIn(verb.path, words, encodeURIComponent), sites.app.href);
    if (verb.method === 'GET' && own.length > 0 && !verb.inPage) url.search = encodeFields(own);
    for (const [name, value] of Object.entries(options?.adds ?? {})) url.searchParams.set(name, value);
    const form = verb.method === 'GET' ? own : [...own, ...Object.entries(options?.adds ?? {})];
    const action = { url, press: verb.inPage?.press, fields: own };
    if (verb.inPage)
      return visitOf(options?.from ? outside(action, options.from) : await this.browser.use(action, options), canary);
    const page = options?.from ?? sites.app;
    if (options?.loads) return visitOf(await this.#loads({ method: 'GET', url, page, loads: options.loads }, verb, options));
    if (verb.press && options?.from) return visitOf(await this.#pressesFrom(page, url, options), canary);
    const reached = await this.#goes({ method: verb.method, url, form, page }, options);
    return visitOf(verb.press && reached.end === 'done' ? await this.#presses(reached, options) : reached, canary);
  }

  /** Submits the form of a page of the app. */
  async #presses(reached: NavigationResult, options?: VisitOptions): Promise<NavigationResult> {
    const form = formToPress(reached.body, this.#options.persona);
    if (!form) return { ...reached, end: 'broken', problem: `${reached.url.pathname} has no form to press, or several` };
    const next = await this.#goes({ ...form, url: new URL(form.action || reached.url, reached.url), page: reached.url }, options);
    return { ...next, hops: [...reached.hops, ...next.hops] };
  }

  /** A browser loads the address of a verb, and nobody presses anything; that of its form, where there is one to press. */
  async #loads(load: Navigation, { press }: HttpVerb, options: VisitOptions): Promise<NavigationResult> {
    const { persona } = this.#options;
    const form = press ? formToPress((await this.#goes({ method: 'GET', url: load.url })).body, persona) : undefined;
    return this.browser.go({ ...load, url: new URL(form?.action || load.url, load.url) }, options);
  }

  /** A page of another site sends the form of a page, of which it knows the address and not the hidden fields. */
  async #pressesFrom(page: URL, shown: URL, options: VisitOptions): Promise<NavigationResult> {
    const { body } = await this.#goes({ method: 'GET', url: shown });
    const { method = 'POST', action = '' } = formToPress(body, this.#options.persona) ?? {};
    return this.#goes({ method, url: new URL(action || shown, shown), form: [], page }, options);
  }

  /** The form values of the person. */
  get #own(): Words {
    return { '{email}': this.email, '{name}': this.name, '{password}': this.#password };
  }

  #verb(name: HttpVerbName): HttpVerb {
    const verb = requestOf(this.#options.verbs, name);
    if (verb) return verb;
    throw new LoginLabError('unsupported', `The app has no verb "${name}". Bind it in the config: verbs.${name}.`, {
      field: `verbs.${name}`,
    });
  }

  /** Navigates. An app with a web view is sent the address where its window stopped, and may navigate it further. */
  async #goes(navigation: Navigation, options: VisitOptions = {}): Promise<NavigationResult> {
    let reached = await this.browser.go(navigation, options);
    for (let times = 0; this.#isTold(reached, options); times += 1) {
      if (times === MOST_TOLD) return { ...reached, end: 'looping' };
      const next = await this.browser.go(this.#telling(reached), options);
      const hops = [...reached.hops, ...next.hops];
      if (next.end === 'done' && next.status === 204) return staying({ ...reached, hops });
      reached = { ...next, hops };
    }
    return reached;
  }

  /** True when the window stopped at a page of the persona, or at one of the app with a fragment. */
  #isTold({ end, url, status }: NavigationResult, { stopBefore }: VisitOptions): boolean {
    if (!this.#options.verbs.seesAddress || status === 0 || stopBefore?.(url)) return false;
    return end === 'stuck' || (end === 'done' && url.hash !== '');
  }

  #telling({ url, status }: NavigationResult): Navigation {
    const { app } = this.#options.sites;
    const { method, path, form = {} } = this.#verb('seesAddress');
    const words = { '{address}': url.href, '{status}': String(status) };
    return { method, url: new URL(path, app), form: fillFields(form, words), page: app };
  }
}
