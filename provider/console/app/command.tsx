import { useSignal } from '@preact/signals';
import { visible } from '../../../drawing/visible.ts';

/** Milliseconds for which a button shows what it did. */
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
  readonly text: string;
  /** What the command does. */
  readonly of: string;
  /** Its effect, where the button does not show it. */
  readonly effect?: string | undefined;
}

/** A curl command that unfolds. */
export const Curl = ({ text, of, effect }: Props) => (
  <details class="curl">
    <summary>
      curl <span class="hidden">for {of}</span>
    </summary>
    {effect !== undefined && <small>{visible(effect)}</small>}
    <Command text={text} what={`the command for ${of}`} />
  </details>
);
