import type { JsonBody, Reply } from '../../../model/index.ts';

/** A refusal of a Google API, before formatting. */
export interface ApiError {
  readonly code: number;
  readonly message: string;
  readonly reason: {
    readonly message: string;
    /** Default `global`. */
    readonly domain?: string;
    readonly reason: string;
    readonly location?: string;
    readonly locationType?: string;
  };
  readonly status?: string;
  /** Newer services add an ErrorInfo. */
  readonly info?: { readonly reason: string; readonly api: string; readonly metadata?: Readonly<Record<string, string>> };
  /** Value of `WWW-Authenticate`. */
  readonly challenge?: string;
}

const METHODS: Readonly<Record<string, string>> = {
  'drive.about.get': 'google.apps.drive.v3.DriveAbout.Get',
  'drive.files.list': 'google.apps.drive.v3.DriveFiles.List',
  'drive.files.get': 'google.apps.drive.v3.DriveFiles.Get',
  'drive.files.create': 'google.apps.drive.v3.DriveFiles.Create',
  'drive.files.update': 'google.apps.drive.v3.DriveFiles.Update',
  'drive.files.delete': 'google.apps.drive.v3.DriveFiles.Delete',
  'drive.files.export': 'google.apps.drive.v3.DriveFiles.Export',
};

const detail = (info: NonNullable<ApiError['info']>) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason: info.reason,
  domain: 'googleapis.com',
  metadata: {
    service: info.api.startsWith('drive.') ? 'drive.googleapis.com' : 'oauth2.googleapis.com',
    method: METHODS[info.api] ?? info.api,
    ...info.metadata,
  },
});

const indentedBy =
  (spaces: number): NonNullable<JsonBody['write']> =>
  (json) =>
    `${JSON.stringify(json, undefined, spaces)}\n`;

const modern = ({ code, message, reason, status, info }: ApiError): JsonBody => {
  const { message: reasonMessage, reason: name, domain = 'global', ...place } = reason;
  const errors = [{ message: reasonMessage, domain, reason: name, ...place }];
  return { json: { error: { code, message, errors, status, details: info && [detail(info)] } }, write: indentedBy(2) };
};

const legacy = ({ code, message, reason }: ApiError): JsonBody => {
  const { message: reasonMessage, reason: name, domain = 'global', location, locationType } = reason;
  const errors = [{ domain, reason: name, message: reasonMessage, locationType, location }];
  return { json: { error: { errors, code, message } }, write: indentedBy(1) };
};

/** Formats an error: `modern` (two-space indent) or `legacy` (one-space indent, list of errors first). */
export const envelope = (style: 'modern' | 'legacy', error: ApiError): Reply => ({
  status: error.code,
  headers: [
    ...(error.challenge === undefined ? [] : [['WWW-Authenticate', error.challenge] as const]),
    ['Vary', 'Origin'],
    ['Vary', 'X-Origin'],
    ['Vary', 'Referer'],
    ['Content-Type', 'application/json; charset=UTF-8'],
    ['Server', 'ESF'],
    ['Cache-Control', 'private'],
    ['X-XSS-Protection', '0'],
    ['X-Frame-Options', 'SAMEORIGIN'],
    ['X-Content-Type-Options', 'nosniff'],
  ],
  body: style === 'legacy' ? legacy(error) : modern(error),
});
