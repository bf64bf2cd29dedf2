/** The buttons, fields and alerts of a page that is shown. */
import type { Locator, Page } from 'playwright';
import type { PageAction } from '../browsing.ts';

/** A selector: an element whose attribute has this value. */
export const attribute = (name: string, value: string): string => `[${name}=${JSON.stringify(value)}]`;

const inputOf = (page: Page, name: string): Locator => page.locator(`:is(input, textarea)${attribute('name', name)}`);

const buttonOf = (page: Page, text: string): Locator => {
  const named = { name: text, exact: true };
  return page.getByRole('button', named).or(page.getByRole('link', named));
};

/** True if the page has the button, where one is pressed, and every field. */
export const offers = async (page: Page, { press, fields }: Pick<PageAction, 'press' | 'fields'>): Promise<boolean> => {
  const all = [...(press === undefined ? [] : [buttonOf(page, press)]), ...fields.map(([name]) => inputOf(page, name))];
  const counts = await Promise.all(all.map((each) => each.count()));
  return counts.every((count) => count > 0);
};

/** A box is ticked by any text, and not by an empty one. Returns what is wrong if the page lacks a field. */
export const fillIn = async (page: Page, fields: PageAction['fields']): Promise<string | undefined> => {
  for (const [name, value] of fields) {
    const input = inputOf(page, name);
    if ((await input.count()) === 0) return `the page ${page.url()} has no field "${name}"`;
    if ((await input.getAttribute('type')) === 'checkbox') await input.setChecked(value !== '');
    else await input.fill(value);
  }
  return undefined;
};

/** Clicks what is shown, and does not wait for where that leads: an app may take long to answer. */
export const click = (shown: Locator): Promise<void> => shown.click({ noWaitAfter: true });

/** Presses a button, or a link that serves as one. Returns what is wrong if there is none. */
export const pressButton = async (page: Page, text: string): Promise<string | undefined> => {
  const button = buttonOf(page, text);
  if ((await button.count()) === 0) return `the page ${page.url()} has no button "${text}"`;
  if (!(await button.first().isEnabled())) return `the button "${text}" of the page ${page.url()} is disabled`;
  return click(button.first()).then(
    () => undefined,
    () => `the button "${text}" cannot be pressed`,
  );
};

/** The text of the first alert. */
export const alertOn = async (page: Page): Promise<string | undefined> => {
  const texts = await page.getByRole('alert').allInnerTexts();
  return texts.map((text) => text.trim()).find((text) => text !== '');
};
