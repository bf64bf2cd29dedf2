import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { visible } from '../../../drawing/visible.ts';
import { type Action, nameOf } from './action.ts';
import { Curl } from './command.tsx';
import { closeMenus } from './menu.tsx';
import { perform } from './perform.ts';
import { labUrl } from './state.ts';

interface PlainProps {
  readonly action: Action;
  readonly act?: (action: Action) => Promise<void>;
  /** Shows the target of the action; otherwise the surrounding row does. */
  readonly whole?: boolean;
  /** Is asked before; with `false` nothing is called. */
  readonly isReady?: () => boolean;
}

/** The button of an action alone, where its effect and command stand elsewhere. */
export const PlainButton = ({ action, act = perform, whole = false, isReady = () => true }: PlainProps) => {
  const isBusy = useSignal(false);
  const press = async (): Promise<void> => {
    if (!isReady()) return;
    isBusy.value = true;
    closeMenus();
    await act(action);
    isBusy.value = false;
  };
  return (
    <button type="button" aria-busy={isBusy} onClick={press}>
      {visible(action.label)}
      {action.of !== undefined && <span class={whole ? '' : 'hidden'}> {visible(action.of)}</span>}
    </button>
  );
};

interface Props extends PlainProps {
  /** In a row of a list: the effect is shown with the command. */
  readonly small?: boolean;
  readonly lead?: boolean;
  /** A choice that belongs to the action. */
  readonly children?: ComponentChildren;
}

/** A button, its effect in one line, and the same call as a curl command. */
export const ActionButton = ({ small = false, lead = false, children, ...plain }: Props) => {
  const { action } = plain;
  return (
    <div class={`action${small ? ' small' : ''}${lead ? ' lead' : ''}`}>
      <PlainButton {...plain} />
      {!small && <small>{visible(action.effect)}</small>}
      {children}
      <Curl text={action.curl(labUrl.value)} of={visible(nameOf(action))} effect={small ? action.effect : undefined} />
    </div>
  );
};
