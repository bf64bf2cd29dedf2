import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { visible } from '../../pages/drawing/visible.ts';
import { type Deed, nameOf } from './deed.ts';
import { perform } from './perform.ts';
import { labUrl } from './state.ts';

/** Commands are short, and a person looks at the button while it works. */
const SAID_MS = 2_000;

/** A command to copy; where the browser forbids that, it is marked for copying by hand. */
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
  readonly deed: Deed;
  /** In a row of a list: the effect stands with the command. */
  readonly small?: boolean;
  readonly lead?: boolean;
  /** Shows what it is done to; else what stands around it does. */
  readonly whole?: boolean;
  readonly act?: (deed: Deed) => Promise<void>;
  /** A choice that belongs to it. */
  readonly children?: ComponentChildren;
}

/** A button, what it does in a line, and the same as a command. */
export const DeedButton = ({ deed, small = false, lead = false, whole = false, act = perform, children }: Props) => {
  const isBusy = useSignal(false);
  const press = async (): Promise<void> => {
    isBusy.value = true;
    await act(deed);
    isBusy.value = false;
  };
  return (
    <div class={`deed${small ? ' small' : ''}${lead ? ' lead' : ''}`}>
      <button type="button" aria-busy={isBusy} onClick={press}>
        {visible(deed.label)}
        {deed.of !== undefined && <span class={whole ? '' : 'hidden'}> {visible(deed.of)}</span>}
      </button>
      {!small && <small>{visible(deed.effect)}</small>}
      {children}
      <details>
        <summary>
          curl <span class="hidden">for {visible(nameOf(deed))}</span>
        </summary>
        {small && <small>{visible(deed.effect)}</small>}
        <Command text={deed.curl(labUrl.value)} what={`the command for ${visible(nameOf(deed))}`} />
      </details>
    </div>
  );
};
