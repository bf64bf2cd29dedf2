import { LoginLabError, type Person } from '../../provider/model/index.ts';
import type { HttpVerb, Manner, VerbName, Visit, Visitor } from '../model/index.ts';
import type { Browsing } from './browsing.ts';
import { type Errand, encodeFields, type Landing } from './journey.ts';
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
  /** Everybody else in this run, asked anew each time. */
  readonly others: () => readonly Pick<Person, 'key' | 'givenName' | 'email'>[];
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

  signsIn(manner?: Manner): Promise<Visit> {
    return this.#does('signIn', manner);
  }

  asksWhoAmI(manner?: Manner): Promise<Visit> {
    return this.#does('whoAmI', manner);
  }

  usesResource(manner?: Manner): Promise<Visit> {
    return this.#does('useResource', manner);
  }

  signsOut(): Promise<Visit> {
    return this.#does('signOut');
  }

  /** Looks without logging in: an app that answers the question by a login has nobody signed in. */
  async isSignedIn(): Promise<boolean> {
    const isPersona = (url: URL) => destinationOf(this.#options.surroundings, url)?.to === 'persona';
    const { ok, body } = await this.#does('whoAmI', { stopBefore: isPersona });
    return ok && this.#isNamedIn(body) && this.#options.others().every((other) => !mentions(body, other));
  }

  async copied(): Promise<Visitor> {
    return new AppVisitor(this.#options, await this.browser.copied());
  }

  async opens(url: URL | string, manner?: Manner): Promise<Visit> {
    return visitOf(await this.#goes({ method: 'GET', url: new URL(url, this.#options.surroundings.app) }, manner));
  }

  async goesBackTo(url: URL | string): Promise<Visit> {
    return visitOf(await this.browser.back(new URL(url, this.#options.surroundings.app)));
  }

  #isNamedIn(page: string): boolean {
    return mentions(page, this.#options.person);
  }

  async #does(name: VerbName, manner?: Manner): Promise<Visit> {
    const { verbs, persona, surroundings } = this.#options;
    const verb = verbs[name]?.http;
    if (!verb)
      throw new LoginLabError('unsupported', `The app has no verb "${name}". Bind it in the config: verbs.${name}.`, {
        field: `verbs.${name}`,
      });
    const fill = (text: string) => text.replaceAll('{persona}', persona);
    const canary =
      verb.form && Object.values(verb.form).some((value) => value.includes('{canary}')) ? this.#options.canary() : undefined;
    const form = Object.entries(verb.form ?? {}).map(
      ([field, value]) => [field, fill(value).replaceAll('{canary}', canary ?? '')] as const,
    );
    const url = new URL(fill(verb.path), surroundings.app.href);
    if (verb.method === 'GET' && form.length > 0) url.search = encodeFields(form);
    return visitOf(await this.#goes({ method: verb.method, url, form, page: surroundings.app }, manner), canary);
  }

  /** Goes somewhere. A program with a web view is told the address that was reached, where something stands in its fragment. */
  async #goes(errand: Errand, manner?: Manner): Promise<Landing> {
    const reached = await this.browser.go(errand, manner);
    const { method, path, form = {} } = this.#options.verbs.seesAddress?.http ?? {};
    if (!method || !path || reached.end !== 'done' || !reached.url.hash) return reached;
    const fields = Object.entries(form).map(([name, value]) => [name, value.replaceAll('{address}', reached.url.href)] as const);
    const told = { method, url: new URL(path, this.#options.surroundings.app.href), form: fields, page: reached.url };
    const next = await this.browser.go(told, manner);
    return { ...next, hops: [...reached.hops, ...next.hops] };
  }
}

const mentions = (page: string, { givenName, email }: Pick<Person, 'givenName' | 'email'>): boolean => {
  const text = page.toLowerCase();
  return text.includes(givenName.toLowerCase()) || text.includes(email.toLowerCase());
};

const visitOf = (landing: Landing, canary?: string): Visit => ({
  ...landing,
  ok: landing.end === 'done' && landing.status < 400,
  ...(canary === undefined ? {} : { canary }),
});
