import { LoginLabError, type Person } from '../../provider/model/index.ts';
import type { HttpVerb, VerbName, Visit, VisitOptions, Visitor } from '../model/index.ts';
import type { Browsing } from './browsing.ts';
import { type Errand, encodeFields, type Landing } from './journey.ts';
import { readPage } from './page.ts';
import { destinationOf, type Surroundings } from './surroundings.ts';

/** What a person needs to know to use an app. */
export interface VisitorOptions {
  readonly person: Pick<Person, 'key' | 'name' | 'givenName' | 'email'>;
  readonly surroundings: Surroundings;
  /** Persona that `{persona}` in a path stands for. */
  readonly persona: string;
  readonly verbs: { readonly [V in VerbName]?: { readonly http: HttpVerb } | undefined };
  /** A new text that appears nowhere else. */
  readonly canary: () => string;
  /** Whether a page names somebody else of this run. */
  readonly namesAnother: (page: string) => boolean;
}

/** A person who uses an app, with a browser of whatever kind. */
export class AppVisitor implements Visitor {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly browser: Browsing;
  readonly #options: VisitorOptions;

  constructor(options: VisitorOptions, browser: Browsing) {
    this.#options = options;
    this.key = options.person.key;
    this.name = options.person.name;
    this.email = options.person.email;
    this.browser = browser;
  }

  signsIn(manner?: VisitOptions): Promise<Visit> {
    return this.#does('signIn', manner);
  }

  asksWhoAmI(manner?: VisitOptions): Promise<Visit> {
    return this.#does('whoAmI', manner);
  }

  usesResource(manner?: VisitOptions): Promise<Visit> {
    return this.#does('useResource', manner);
  }

  signsOut(): Promise<Visit> {
    return this.#does('signOut');
  }

  async registers(): Promise<Visit> {
    const registered = await this.#does('register');
    if (!registered.ok || !this.#options.verbs.readMail) return registered;
    const mail = await this.#does('readMail');
    const link = addressesIn(mail.body).find((url) => destinationOf(this.#options.surroundings, url)?.to === 'app');
    if (!link) return { ...mail, ok: false, problem: 'no mail with an address of the app in it came' };
    const asked = await this.opens(link);
    const form = asked.ok ? formToPress(asked.body) : undefined;
    return form
      ? visitOf(await this.#goes({ ...form, url: new URL(form.action || asked.url, asked.url), page: asked.url }))
      : asked;
  }

  signsInWithPassword(): Promise<Visit> {
    return this.#does('signInWithPassword');
  }

  stores(manner?: VisitOptions): Promise<Visit> {
    return this.#does('store', manner);
  }

  recalls(manner?: VisitOptions): Promise<Visit> {
    return this.#does('recall', manner);
  }

  async inNewBrowser(): Promise<Visitor> {
    return new AppVisitor(this.#options, await this.browser.blank());
  }

  /** Looks without logging in: an app that answers the question by a login has nobody signed in. */
  async isSignedIn(): Promise<boolean> {
    const isPersona = (url: URL) => destinationOf(this.#options.surroundings, url)?.to === 'persona';
    const { ok, body } = await this.#does('whoAmI', { stopBefore: isPersona });
    return ok && this.#isNamedIn(body) && !this.#options.namesAnother(body);
  }

  async copied(): Promise<Visitor> {
    return new AppVisitor(this.#options, await this.browser.copied());
  }

  async opens(url: URL | string, manner?: VisitOptions): Promise<Visit> {
    return visitOf(await this.#goes({ method: 'GET', url: new URL(url, this.#options.surroundings.app) }, manner));
  }

  async goesBackTo(url: URL | string): Promise<Visit> {
    return visitOf(await this.browser.back(new URL(url, this.#options.surroundings.app)));
  }

  #isNamedIn(page: string): boolean {
    return mentions(page, this.#options.person);
  }

  handsInToken(token: string, user: string): Promise<Visit> {
    return this.#does('acceptsToken', {}, { '{token}': token, '{user}': user });
  }

  async #does(name: VerbName, manner?: VisitOptions, more: Words = {}): Promise<Visit> {
    const { persona, surroundings, canary: invent } = this.#options;
    const verb = this.#verb(name);
    const canary = Object.values(verb.form ?? {}).some((value) => value.includes('{canary}')) ? invent() : undefined;
    const words = { ...this.#own, '{persona}': persona, '{canary}': canary ?? '', ...more };
    const form = Object.entries(verb.form ?? {}).map(([field, value]) => [field, fillIn(value, words)] as const);
    const url = new URL(fillIn(verb.path, words, encodeURIComponent), surroundings.app.href);
    if (verb.method === 'GET' && form.length > 0) url.search = encodeFields(form);
    return visitOf(await this.#goes({ method: verb.method, url, form, page: surroundings.app }, manner), canary);
  }

  /** What the person fills in about themselves. */
  get #own(): Words {
    return { '{email}': this.email, '{name}': this.name, '{password}': `password-of-${this.key}` };
  }

  #verb(name: VerbName): HttpVerb {
    const verb = this.#options.verbs[name]?.http;
    if (verb) return verb;
    throw new LoginLabError('unsupported', `The app has no verb "${name}". Bind it in the config: verbs.${name}.`, {
      field: `verbs.${name}`,
    });
  }

  /** Goes somewhere. A program with a web view is told where its window has come to a stop, and may send it on. */
  async #goes(errand: Errand, manner: VisitOptions = {}): Promise<Landing> {
    let reached = await this.browser.go(errand, manner);
    for (let times = 0; this.#isTold(reached, manner); times += 1) {
      if (times === MOST_TOLD) return { ...reached, end: 'looping' };
      const next = await this.browser.go(this.#telling(reached), manner);
      const hops = [...reached.hops, ...next.hops];
      if (next.end === 'done' && next.status === 204) return staying({ ...reached, hops });
      reached = { ...next, hops };
    }
    return reached;
  }

  /** The window of a program has stopped at a page of the persona, or at one of the app with something in its fragment. */
  #isTold({ end, url, status }: Landing, { stopBefore }: VisitOptions): boolean {
    if (!this.#options.verbs.seesAddress || status === 0 || stopBefore?.(url)) return false;
    return end === 'stuck' || (end === 'done' && url.hash !== '');
  }

  #telling({ url, status }: Landing): Errand {
    const { app } = this.#options.surroundings;
    const { method, path, form = {} } = this.#verb('seesAddress');
    const words = { '{address}': url.href, '{status}': String(status) };
    const fields = Object.entries(form).map(([field, value]) => [field, fillIn(value, words)] as const);
    return { method, url: new URL(path, app), form: fields, page: app };
  }
}

/** Addresses in a row that a program is told for one action of the person. */
const MOST_TOLD = 8;

/** What stands for what in the path and the form of a verb. */
type Words = Readonly<Record<string, string>>;

const fillIn = (text: string, words: Words, write = (word: string) => word): string =>
  text.replaceAll(/\{\w+\}/g, (name) => (Object.hasOwn(words, name) ? write(words[name] ?? name) : name));

/** Addresses in a text, such as a mail. */
const addressesIn = (text: string): readonly URL[] =>
  (text.match(/https?:\/\/[^\s"'<>]+/g) ?? []).filter((each) => URL.canParse(each)).map((each) => new URL(each));

/** The one form of a page, as it stands there; undefined for a page without, or with a choice. */
const formToPress = (html: string): (Pick<Errand, 'method' | 'form'> & { readonly action: string }) | undefined => {
  const [form, ...others] = readPage(html).forms;
  if (!form || others.length > 0) return undefined;
  const fields = form.controls.filter(({ kind, checked }) => kind !== 'checkbox' || checked);
  return { method: form.method, action: form.action, form: fields.map(({ name, value }) => [name, value] as const) };
};

/** Nothing came of telling the program: the person goes on looking at what stands in its window. */
const staying = (reached: Landing): Landing => {
  if (reached.end !== 'stuck') return reached;
  const { origin, pathname } = reached.url;
  return { ...reached, problem: `${origin}${pathname}: it stays in the window, and the app does nothing about it` };
};

const mentions = (page: string, { givenName, email }: Pick<Person, 'givenName' | 'email'>): boolean => {
  const text = page.toLowerCase();
  return text.includes(givenName.toLowerCase()) || text.includes(email.toLowerCase());
};

const visitOf = (landing: Landing, canary?: string): Visit => ({
  ...landing,
  ok: landing.end === 'done' && landing.status < 400,
  ...(canary === undefined ? {} : { canary }),
});
