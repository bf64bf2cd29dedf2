import type { ScenarioContext, Visit, Visitor } from '../model/index.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for addresses outside the app; as `stopBefore` it opens a page of the app without a login. */
export const leaves =
  ({ app }: Pick<ScenarioContext, 'app'>) =>
  (url: URL): boolean => {
    const home = new URL(app.url);
    if (app.redirectUri !== undefined && url.origin === new URL(app.redirectUri).origin) return false;
    const isNeighbour = LOOPBACK.has(url.hostname) && LOOPBACK.has(home.hostname) && url.port === home.port;
    return url.origin !== home.origin && !isNeighbour;
  };

/** True when a page shows a person, by given name or e-mail. */
export const showsPerson = ({ body }: Visit, { name, email }: Pick<Visitor, 'name' | 'email'>): boolean => {
  const page = body.toLowerCase();
  return [name.split(' ', 1)[0] ?? name, email].some((text) => page.includes(text.toLowerCase()));
};

/** True when a visit ends on a page of the app that is no error of its program. */
export const restsWell = ({ end, status }: Visit): boolean =>
  end === 'done' && (status < 500 || status === 502 || status === 503);

/** The text of a page without variable parts: the canary of the step, digits. */
const gistOf = ({ body, canary }: Visit): string => (canary ? body.replaceAll(canary, '') : body).replaceAll(/\d+/g, '0');

/** True when the page after a failure equals the page after a success. */
export const looksDone = (usual: Visit, visit: Visit): boolean => visit.ok && gistOf(usual) === gistOf(visit);
