import { useEffect, useRef } from 'preact/hooks';
import { visible } from '../../../drawing/visible.ts';
import { type Action, nameOf } from './action.ts';
import { Curl } from './command.tsx';
import { perform } from './perform.ts';
import { confirming, labUrl } from './state.ts';

const Dialog = ({ action, loses }: { readonly action: Action; readonly loses: string }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    cancel.current?.focus();
  }, []);
  const close = (): void => dialog.current?.close();
  const confirm = (): void => {
    close();
    perform(action);
  };
  return (
    <dialog
      ref={dialog}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-effect"
      onClose={() => {
        confirming.value = undefined;
      }}
    >
      <h2 id="confirm-title">{visible(nameOf(action))}?</h2>
      <p id="confirm-effect">
        {visible(action.effect)} {visible(loses)}
      </p>
      <Curl text={action.curl(labUrl.value)} of={visible(nameOf(action))} />
      <p class="choices">
        <button ref={cancel} type="button" onClick={close}>
          Cancel
        </button>
        <button type="button" class="danger" onClick={confirm}>
          {visible(nameOf(action))}
        </button>
      </p>
    </dialog>
  );
};

/** Asks before an action that deletes or ends something. Cancel has the focus first. */
export const ConfirmDialog = () => confirming.value && <Dialog {...confirming.value} />;
