import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { visible } from '../../../drawing/visible.ts';
import { type Action, nameOf } from './action.ts';
import { perform } from './perform.ts';
import { labUrl } from './state.ts';

/** Milliseconds for which a button shows that it is busy. */
const SAID_MS = 2_000;

/** A command to copy; if the browser forbids that, it is selected instead. */
export const Command = ({ text, what }: { readonly text: string; readonly what: string }) => {
  const said = useSignal('Copy');
  const copy = async (button: HTMLButtonElement): Promise<void> => {
    const code = button.parentElement?.querySelector('code');
    try {
      await navigator.clipboard.writeText(text);
      said.value = 'Copied';
    } catch {
      if (code) getSelection()?.selectAllChildren(code);
      said.value = 'Marked';
    }
    setTimeout(() => {
      said.value = 'Copy';
    }, SAID_MS);
  };
  return (
    <div class="command">
      <pre>
        <code>{visible(text)}</code>
      </pre>
      <button type="button" aria-live="polite" onClick={(event) => copy(event.currentTarget)}>
        {said} <span class="hidden">{what}</span>
      </button>
    </div>
  );
};

interface Props {
  readonly action: Action;
  /** In a row of a list: the effect is shown with the command. */
  readonly small?: boolean;
  readonly lead?: boolean;
  /** Shows the target of the action; otherwise the surrounding row does. */
  readonly whole?: boolean;
  readonly act?: (action: Action) => Promise<void>;
  /** A choice that belongs to the action. */
  readonly children?: ComponentChildren;
}

/** A button, its effect in one line, and the same call as a curl command. */
export const ActionButton = ({ action, small = false, lead = false, whole = false, act = perform, children }: Props) => {
  const isBusy = useSignal(false);
  const press = async (): Promise<void> => {
    isBusy.value = true;
    await act(action);
    isBusy.value = false;
  };
  return (
    <div class={`action${small ? ' small' : ''}${lead ? ' lead' : ''}`}>
      <button type="button" aria-busy={isBusy} onClick={press}>
        {visible(action.label)}
        {action.of !== undefined && <span class={whole ? '' : 'hidden'}> {visible(action.of)}</span>}
      </button>
      {!small && <small>{visible(action.effect)}</small>}
      {children}
      <details>
        <summary>
          curl <span class="hidden">for {visible(nameOf(action))}</span>
        </summary>
        {small && <small>{visible(action.effect)}</small>}
        <Command text={action.curl(labUrl.value)} what={`the command for ${visible(nameOf(action))}`} />
      </details>
    </div>
  );
};
