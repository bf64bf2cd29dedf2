import type { Call, CallInput, Result } from '../../control/remote-call.ts';
import type { Operation } from '../../control/routes.ts';
import { renderCurl } from './curl.ts';

/** What a button does: one call of the control API. */
export interface Action {
  /** On the button. */
  readonly label: string;
  /** What it is done to, where several buttons have one label: `of google`. */
  readonly of?: string | undefined;
  /** What it brings about, on one line. */
  readonly effect: string;
  /** The same as a command, for the lab at this address. */
  curl(lab: URL): string;
  /** Does it. Resolves with what to say of it, rejects as the call does. */
  perform(call: Call): Promise<string>;
}

interface Draft<O extends Operation> {
  readonly label: string;
  readonly of?: string;
  readonly effect: string;
  readonly operation: O;
  readonly input: CallInput<O>;
  done(result: Result<O>): string;
}

/** A action from the call that it is, so that the command shown is always the call made. */
export const action = <O extends Operation>({ label, of, effect, operation, input, done }: Draft<O>): Action => ({
  label,
  of,
  effect,
  curl: (lab) => renderCurl(lab, operation, input),
  perform: async (call) => done(await call(operation, input)),
});

/** The whole name of a button. */
export const nameOf = ({ label, of }: Action): string => (of === undefined ? label : `${label} ${of}`);
