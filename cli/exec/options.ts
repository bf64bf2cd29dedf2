import type { LabOptions } from '../../provider/index.ts';
import type { GapAnswer } from '../../provider/model/index.ts';
import type { ClientOptions } from '../serve/chosen.ts';
import type { ConsoleSwitches } from '../serve/open-console.ts';

export interface ExecOptions extends ClientOptions, ConsoleSwitches {
  readonly persona?: readonly string[];
  readonly as?: string;
  readonly port?: number;
  readonly url?: URL;
  readonly hints: boolean;
  readonly gaps?: GapAnswer;
  readonly design?: string;
  /** Personas by hosts of their tenants. */
  readonly domain?: LabOptions['domains'];
  /** Programs that are not Node's follow the clock too. */
  readonly libfaketime?: true;
  /** Opens a browser in the lab; a URL: at that address of the app. */
  readonly browser?: true | URL;
  /** Where the files with certificates are written, and stay. */
  readonly caDir?: string;
  /** Hosts of a vendor's domain that may be reached for real; `false`: nor any other. */
  readonly tunnel?: readonly string[] | false;
}
