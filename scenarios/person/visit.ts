import type { Person } from '../../provider/model/index.ts';
import type { Visit } from '../model/index.ts';
import type { PageAction } from './browsing.ts';
import type { Navigation, NavigationResult } from './navigation.ts';
import { readPage } from './page.ts';

/** The form of a page; of several the only one whose address names the persona. */
export const formToPress = (
  html: string,
  persona?: string,
): (Pick<Navigation, 'method' | 'form'> & { readonly action: string }) | undefined => {
  const { forms } = readPage(html);
  const fitting = forms.length > 1 && persona !== undefined ? forms.filter(({ action }) => action.includes(persona)) : forms;
  const [form, ...others] = fitting;
  if (!form || others.length > 0) return undefined;
  const fields = form.controls.filter(({ kind, checked }) => kind !== 'checkbox' || checked);
  return { method: form.method, action: form.action, form: fields.map(({ name, value }) => [name, value] as const) };
};

/** The app did not navigate further: the visit ends with what the window shows. */
export const staying = (reached: NavigationResult): NavigationResult => {
  if (reached.end !== 'stuck') return reached;
  const { restsAtPersona: _, ...others } = reached;
  const { origin, pathname } = reached.url;
  return { ...others, problem: `${origin}${pathname}: the window stays there and the app does not react` };
};

/** What is done in a page of the app is not done from a page of another site: that has no button of the app to press. */
export const outside = ({ url }: Pick<PageAction, 'url'>, from: URL): NavigationResult => {
  const problem = `a button of ${url.pathname} is pressed in that page, and not from ${from.origin}`;
  return { url: from, status: 0, body: '', hops: [], end: 'broken', problem };
};

/** The link of a mail may lead to a page of the persona, on which nothing is left to do. */
export const atRest = (reached: NavigationResult): Visit => {
  const { problem: _, ...rest } = reached;
  const isPageOfPersona = reached.end === 'stuck' && reached.restsAtPersona;
  return visitOf(isPageOfPersona ? { ...rest, end: 'done' } : reached);
};

/** What the person sees of a navigation. */
export const visitOf = ({ restsAtPersona: _, ...result }: NavigationResult, canary?: string): Visit => ({
  ...result,
  ok: result.end === 'done' && result.status < 400 && result.problem === undefined,
  ...(canary === undefined ? {} : { canary }),
});

/** True for a page that shows the person's name or address. */
export const mentions = (page: string, { givenName, email }: Pick<Person, 'givenName' | 'email'>): boolean => {
  const text = page.toLowerCase();
  return text.includes(givenName.toLowerCase()) || text.includes(email.toLowerCase());
};

/** Most addresses in a row that an app is sent for one action of the person. */
export const MOST_TOLD = 8;
