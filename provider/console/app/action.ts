import type { Call, CallInput, Result } from '../../control/remote-call.ts';
import type { Operation } from '../../control/routes.ts';
import { renderCurl } from './curl.ts';

/** An action of the console: one call of the control API. */
export interface Action {
  /** Label of the button. */
  readonly label: string;
  /** The target, where several buttons have the same label: `of google`. */
  readonly of?: string | undefined;
  /** The effect, in one line. */
  readonly effect: string;
  /** The same call as a curl command, for the lab at this address. */
  curl(lab: URL): string;
  /** Makes the call. Resolves with the message to show, rejects as the call does. */
  perform(call: Call): Promise<string>;
}

interface Draft<O extends Operation> {
  readonly label: string;
  readonly of?: string | undefined;
  readonly effect: string;
  readonly operation: O;
  readonly input: CallInput<O>;
  done(result: Result<O>): string;
}

/** Makes an action from its call, so that the command shown is always the call made. */
export const action = <O extends Operation>({ label, of, effect, operation, input, done }: Draft<O>): Action => ({
  label,
  of,
  effect,
  curl: (lab) => renderCurl(lab, operation, input),
  perform: async (call) => done(await call(operation, input)),
});

/** The accessible name of a button. */
export const nameOf = ({ label, of }: Action): string => (of === undefined ? label : `${label} ${of}`);
