import { z } from 'zod';
import { isLoopbackUri } from '../../provider/model/index.ts';
import { APP_PLACEHOLDERS, textWith, unknownPlaceholders, withPort } from './placeholders.ts';

/** What is wrong with the address of an API; undefined if nothing is. */
const complaintAbout = (written: string): string | undefined => {
  const url = withPort(written, '3000');
  return isLoopbackUri(url) ? undefined : 'expected the address of the API on this machine, such as http://127.0.0.1:{port2}';
};

/** An API of the user behind the lab. */
export const apiSchema = z.strictObject({
  as: z
    .string()
    .regex(/^[a-z]\w*$/i, 'a letter, then letters, digits, underscore')
    .describe('name of the API: `env` gets it as `apis.NAME`'),
  url: textWith(APP_PLACEHOLDERS)
    .superRefine((url, context) => {
      if (unknownPlaceholders(url, APP_PLACEHOLDERS).length > 0) return; // already said
      const message = complaintAbout(url);
      if (message !== undefined) context.addIssue({ code: 'custom', message, input: url });
    })
    .describe('address at which the API itself listens. With {port2} it is a free port'),
  audience: z
    .string()
    .optional()
    .describe(
      'identifier of the API at the provider (`audience`, resource): clients of the app may get tokens for it, where the provider keeps such a list',
    ),
  command: textWith(APP_PLACEHOLDERS, z.string().min(1))
    .optional()
    .describe(
      'starts the API, in a shell, with the environment of the app and its own port as `PORT`; left out: the command of the app starts it, or it runs already',
    ),
  cwd: textWith([]).optional().describe('folder to start it in; default: that of the app'),
  ready: textWith([], z.string().startsWith('/'))
    .default('/')
    .describe('path that answers with a status below 500 when the API is ready'),
});

export type Api = z.output<typeof apiSchema>;

/** An API of the app, for its environment. */
export interface ApiEnv {
  readonly address: string;
  readonly audience: string;
}

/** What `env` gets of each API. */
export const API_VALUES = {
  address: 'address of the lab in front of the API: the app calls it there',
  audience: 'identifier of the API at the provider; empty if the config names none',
} as const satisfies Record<keyof ApiEnv, string>;
