import { isLoopbackUri, LoginLabError, type OwnApiInput } from '../model/index.ts';

/** Part of the address of an API: one segment. */
const NAME = /^[a-z0-9][\w.-]{0,63}$/i;
const MOST_APIS = 100;

const isBaseAddress = (url: string): boolean => {
  if (!isLoopbackUri(url)) return false;
  const { username, search, hash } = new URL(url);
  return username + search + hash === '';
};

const mustBeApi = ({ name, url }: OwnApiInput): void => {
  if (!NAME.test(name)) {
    const message = `Expected a name of letters, digits, dot, dash and underscore for an API, found "${name}".`;
    throw new LoginLabError('usage', message, { field: 'name' });
  }
  if (isBaseAddress(url)) return;
  const message = `Expected the address of the API "${name}" on this machine, such as http://127.0.0.1:5000, found "${url}".`;
  throw new LoginLabError('usage', message, { field: 'url' });
};

/** The APIs of the user that stand behind one world. Addresses of running programs: they outlive a reset. */
export class OwnApis {
  readonly #apis = new Map<string, OwnApiInput>();

  /** Adds an API, or replaces the one of the same name. Throws `usage` for a wrong field, or `too-many`. */
  put({ name, url }: OwnApiInput): OwnApiInput {
    mustBeApi({ name, url });
    if (this.#apis.size >= MOST_APIS && !this.#apis.has(name))
      throw new LoginLabError('too-many', `This world has ${MOST_APIS} APIs, which is the limit. Remove some of them.`);
    const api = { name, url: url.replace(/\/$/, '') };
    this.#apis.set(name, api);
    return api;
  }

  find(name: string): OwnApiInput | undefined {
    return this.#apis.get(name);
  }

  list(): readonly OwnApiInput[] {
    return [...this.#apis.values()];
  }

  /** Throws `unknown-id` if there is none of this name. */
  remove(name: string): void {
    if (this.#apis.delete(name)) return;
    throw new LoginLabError('unknown-id', `Unknown API "${name}" in this world. List the APIs to see their names.`, {
      field: 'name',
    });
  }
}
