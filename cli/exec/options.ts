import type { ClientOptions } from '../serve/chosen.ts';
import type { ConsoleSwitches } from '../serve/open-console.ts';

export interface ExecOptions extends ClientOptions, ConsoleSwitches {
  readonly persona?: readonly string[];
  readonly as?: string;
  readonly port?: number;
  readonly url?: URL;
  readonly hints: boolean;
  /** Programs that are not Node's follow the clock too. */
  readonly libfaketime?: true;
  /** Hosts of a vendor's domain that may be reached for real; `false`: nor any other. */
  readonly tunnel?: readonly string[] | false;
}
