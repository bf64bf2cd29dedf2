import { PROXY_LANGUAGES } from '../../provider/index.ts';
import { shellQuoted } from '../../provider/model/index.ts';
import type { ServedProxy } from './serving.ts';

const passing = (tunnel: readonly string[]): string =>
  tunnel.length === 0
    ? 'nothing else leaves this machine'
    : `it lets through ${tunnel.map((host) => (host === '*' ? "all but the vendors' domains" : host)).join(', ')}`;

/** What to type in front of a program so that its vendor calls come here, language by language. */
export const renderProxy = ({ url, environment, tunnel }: ServedProxy): string => {
  const { host } = new URL(url);
  const assignments = (names: readonly string[]) =>
    names.map((name) => `${name}=${shellQuoted(environment[name] ?? '')}`).join(' ');
  return [
    `Proxy ${url}: the vendors' own hosts lead here; ${passing(tunnel)}. In a shell, before your program:`,
    `  export ${assignments(['no_proxy', 'NO_PROXY'])}`,
    ...Object.entries(PROXY_LANGUAGES).flatMap(([language, names]) => [`  # ${language}`, `  export ${assignments(names)}`]),
    `Another world than this one: its id as the proxy's user, http://ID:x@${host}`,
  ].join('\n');
};
