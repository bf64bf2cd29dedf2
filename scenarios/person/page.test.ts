import { describe, expect, test } from 'vitest';
import { answerPage } from './persona-page.ts';

const chooser = `<main data-testid="page-account-chooser"><h1>Choose an account</h1><form method="post" action="/signin">
  <input type="hidden" name="ticket" value="t&amp;1">
  <button name="account" value="ana" data-testid="account-ana">Ana</button><button name="account" value="ben">Ben</button></form></main>`;

const consent = `<main data-testid="page-consent"><form method="post" action="/consent"><input type="hidden" name="ticket" value="t">
  <input type="checkbox" name="scope" value="drive" checked><input type="checkbox" name="scope" value="mail" checked>
  <button name="decision" value="deny">Cancel</button><button name="decision" value="allow">Continue</button></form></main>`;

const fieldsOf = (html: string, options: Parameters<typeof answerPage>[2] = {}) => {
  const action = answerPage(html, 'ben', options);
  return 'fields' in action ? action.fields.map(([name, value]) => `${name}=${value}`) : action.stuck;
};

describe('on the pages of a persona', () => {
  test('a person picks the own account', () => {
    expect(fieldsOf(chooser)).toEqual(['ticket=t&1', 'account=ben']);
  });
  test('a person who is not offered is stuck, and says who is', () => {
    expect(answerPage(chooser, 'cleo', {})).toEqual({ stuck: 'the account chooser offers ana, ben, not cleo' });
  });
  test('a person allows everything, refuses, or picks scopes', () => {
    expect(fieldsOf(consent)).toEqual(['ticket=t', 'scope=drive', 'scope=mail', 'decision=allow']);
    expect(fieldsOf(consent, { consent: 'deny' })).toContain('decision=deny');
    expect(fieldsOf(consent, { consent: { only: ['mail'] } })).toEqual(['ticket=t', 'scope=mail', 'decision=allow']);
    expect(fieldsOf(consent, { consent: { except: ['mail'] } })).toEqual(['ticket=t', 'scope=drive', 'decision=allow']);
  });
  test('an error page is the end, in its own words', () => {
    expect(fieldsOf('<main data-testid="page-error"><h1>Access <b>blocked</b></h1></main>')).toBe(
      'a page "error" of the persona: Access blocked',
    );
  });
  test('a form that posts itself to the app is posted', () => {
    const html =
      '<body onload="document.forms[0].submit()"><form method="post" action="http://127.0.0.1:1/cb"><input name="code" value="c"></form>';
    expect(fieldsOf(html)).toEqual(['code=c']);
    const ofLab = `<main data-testid="page-form-post"><h1>Back to the app</h1>${html}<button>Continue</button></form></main>`;
    expect(fieldsOf(ofLab)).toEqual(['code=c']);
  });
});
