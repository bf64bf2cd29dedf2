import type { LabRequest } from '../../../model/index.ts';
import { boundaryOf, readMultipart } from '../../../oauth/multipart.ts';
import type { NewFile } from './drive-files.ts';
import type { Problem } from './drive-replies.ts';

/** Drive's own limit for simple and multipart uploads. */
const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;

const bad = (message: string, reason = 'badRequest'): Problem => ({ status: 400, reason, message });

const typeOf = (contentType: string | undefined): string | undefined => contentType?.split(';')[0]?.trim() || undefined;

/** Parses JSON metadata. Returns a problem if it is not a JSON object or a member has the wrong type. */
export const readMetadata = (body: Uint8Array): NewFile | Problem => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8') || '{}');
  } catch {
    return bad('Parse Error', 'parseError');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('Parse Error', 'parseError');
  const { name, mimeType } = value as Readonly<Record<string, unknown>>;
  const texts = { ...(typeof name === 'string' && { name }), ...(typeof mimeType === 'string' && { mimeType }) };
  const isWrong = [name, mimeType].some((member) => member !== undefined && typeof member !== 'string');
  return isWrong ? bad('Invalid Value', 'invalid') : texts;
};

/** True for a problem. */
export const isProblem = (outcome: NewFile | Problem): outcome is Problem => 'status' in outcome;

const readRelated = (request: LabRequest): NewFile | Problem => {
  const contentType = request.headers['content-type'] ?? '';
  const boundary = boundaryOf(contentType);
  if (!/^multipart\/(related|mixed)\b/i.test(contentType) || boundary === undefined)
    return bad('Missing end boundary in multipart body.');
  const [metadata, media, ...others] = readMultipart(Buffer.from(request.body), boundary) ?? [];
  if (!metadata || !media || others.length > 0) return bad('Malformed multipart body.');
  const said = readMetadata(metadata.body);
  if (isProblem(said)) return said;
  const mimeType = said.mimeType ?? typeOf(media.headers['content-type']);
  return {
    ...said,
    ...(mimeType !== undefined && { mimeType }),
    content: decoded(media.body, media.headers['content-transfer-encoding']),
  };
};

const decoded = (body: Buffer, encoding: string | undefined): Buffer =>
  encoding?.toLowerCase() === 'base64' ? Buffer.from(body.toString('latin1'), 'base64') : body;

const readMedia = (request: LabRequest): NewFile => {
  const mimeType = typeOf(request.headers['content-type']);
  return { content: Buffer.from(request.body), ...(mimeType !== undefined && { mimeType }) };
};

/** Parses an upload: content for `uploadType=media`, metadata and content for `multipart`. */
export const readUpload = (request: LabRequest): NewFile | Problem => {
  if (request.body.byteLength > MAX_UPLOAD_BYTES)
    return { status: 413, reason: 'uploadTooLarge', message: 'Request Entity Too Large' };
  const type = request.url.searchParams.get('uploadType');
  if (type === 'media') return readMedia(request);
  if (type === 'multipart') return readRelated(request);
  return {
    ...bad(`Invalid Value: uploadType ${type ?? 'is missing'}. Here are media, multipart and resumable.`, 'invalid'),
    location: 'uploadType',
  };
};
