import type { VisitOptions } from '../model/index.ts';
import { type Control, type Form, readPage } from './page.ts';

/** What a person does on a page: submit a form, or stop with a reason. */
export type Action =
  | { readonly form: Form; readonly fields: readonly (readonly [string, string])[] }
  | {
      readonly stuck: string;
      /** The page asks for nothing: it is the end of the way, for good or bad. */
      readonly restsAtPersona?: true;
    };

type Choice = (control: Control) => boolean;

const press = (form: Form, button: Choice, ticked: Choice): Action => ({
  form,
  fields: form.controls
    .filter((control) => control.kind === 'field' || (control.kind === 'button' ? button(control) : ticked(control)))
    .map(({ name, value }) => [name, value] as const),
});

const buttonsOf = (forms: readonly Form[], name: string): readonly Control[] =>
  forms.flatMap(({ controls }) => controls.filter((control) => control.kind === 'button' && control.name === name));

const formWith = (forms: readonly Form[], name: string, value: string): Form | undefined =>
  forms.find((form) => buttonsOf([form], name).some((button) => button.value === value));

const chooseAccount = (forms: readonly Form[], key: string): Action => {
  const form = formWith(forms, 'account', key);
  if (form)
    return press(
      form,
      ({ name, value }) => name === 'account' && value === key,
      ({ checked }) => checked,
    );
  const offered = buttonsOf(forms, 'account').map(({ value }) => value);
  return { stuck: `the account chooser offers ${offered.join(', ') || 'no account'}, not ${key}` };
};

const decide = (forms: readonly Form[], consent: NonNullable<VisitOptions['consent']>): Action => {
  const decision = consent === 'deny' ? 'deny' : 'allow';
  const form = formWith(forms, 'decision', decision);
  if (!form) return { stuck: `the consent page has no button "${decision}"` };
  const wanted: Choice = (box) => {
    if (typeof consent !== 'object' || box.name !== 'scope') return box.checked;
    return 'only' in consent ? consent.only.includes(box.value) : box.checked && !consent.except.includes(box.value);
  };
  return press(form, ({ name, value }) => name === 'decision' && value === decision, wanted);
};

/** Decides what to do on a page of a persona: picks the own account, grants or declines as the options say. */
export const answerPage = (html: string, key: string, options: VisitOptions): Action => {
  const { name, heading, forms } = readPage(html);
  const [form] = forms;
  if (name === 'account-chooser') return chooseAccount(forms, key);
  if (name === 'consent') return decide(forms, options.consent ?? 'allow');
  if (name === 'confirmation') return decide(forms, 'allow');
  const submitsItself = name === 'form-post' || name === undefined; // response_mode=form_post
  if (submitsItself && form && forms.length === 1 && URL.canParse(form.action)) {
    return press(
      form,
      () => false,
      ({ checked }) => checked,
    );
  }
  return { stuck: `a page "${name ?? 'without a name'}" of the persona${heading ? `: ${heading}` : ''}`, restsAtPersona: true };
};
