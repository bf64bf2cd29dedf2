import type { Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { DRIVE_SCOPES, findOwnFile, keepFile, projectOf } from './drive-files.ts';
import { described, guarded } from './drive-method.ts';
import { driveProblem } from './drive-replies.ts';
import { describeFile } from './drive-resource.ts';
import { isProblem, readMetadata } from './drive-upload.ts';
import type { CallRequirements } from './guard.ts';

/** Every chunk but the last is a multiple of this. @see https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable */
const CHUNK_UNIT_BYTES = 256 * 1024;
/** Maximum bytes of one upload in a lab. */
const MAX_BYTES = 64 * 1024 * 1024;
const ID_LENGTH = 100;
const CREATE_FILE: CallRequirements = { api: 'drive.files.create', needed: DRIVE_SCOPES.write };

/** An upload in progress. */
interface Upload {
  readonly ownerSub: string;
  readonly project: string;
  readonly name: string;
  readonly mimeType: string;
  /** Base64. */
  readonly content: string;
  /** Set once it is complete. */
  readonly fileId?: string;
}

const uploadsOf = (ports: Ports) => ports.collection<Upload>('drive.uploads');

/** Starts an upload with its metadata. Returns the URL for the content, which needs no token. */
export const beginUpload = guarded(
  CREATE_FILE.api,
  () => DRIVE_SCOPES.write,
  async (request, caller, requirements, ports) => {
    const said = readMetadata(request.body);
    if (isProblem(said)) return driveProblem(said, requirements, ports);
    const id = ports.random(ID_LENGTH);
    await uploadsOf(ports).put(id, {
      ownerSub: caller.person.sub,
      project: await projectOf(caller, ports),
      name: said.name ?? 'Untitled',
      mimeType: said.mimeType ?? request.headers['x-upload-content-type'] ?? 'application/octet-stream',
      content: '',
    });
    const query = new URLSearchParams({ uploadType: 'resumable', upload_id: id });
    return {
      status: 200,
      headers: [
        ['X-GUploader-UploadID', id],
        ['Location', `${ports.address(ENDPOINTS.driveUpload)}?${query}`],
        ['Content-Type', 'text/plain; charset=utf-8'],
      ],
      body: '',
    };
  },
);

/** Parses `bytes 0-99/200`, `bytes 0-99/*`, or a status query with `*` for the range. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly total?: number;
  readonly isQuestion: boolean;
}

const readRange = (header: string | undefined, size: number): Range | undefined => {
  if (header === undefined) return { from: 0, to: size - 1, total: size, isQuestion: false };
  const [, range, from, to, total] = /^bytes (\*|(\d{1,15})-(\d{1,15}))\/(\*|\d{1,15})$/.exec(header) ?? [];
  if (range === undefined) return undefined;
  const known = total === '*' ? {} : { total: Number(total) };
  return range === '*'
    ? { from: 0, to: -1, ...known, isQuestion: true }
    : { from: Number(from), to: Number(to), ...known, isQuestion: false };
};

/** 308: continue after the last received byte. */
const incomplete = (received: number): Reply => ({
  status: 308,
  headers: [
    ...(received === 0 ? [] : [['Range', `bytes=0-${received - 1}`] as const]),
    ['Content-Type', 'text/plain; charset=utf-8'],
  ],
  body: '',
});

const wrong = (message: string, ports: Ports, status = 400): Reply =>
  driveProblem({ status, reason: status === 413 ? 'uploadTooLarge' : 'badRequest', message }, CREATE_FILE, ports);

const finish = async (id: string, upload: Upload, request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const { fileId, ...about } = upload;
  const made = { ...about, createdAtEpochSeconds: ports.nowEpochSeconds() };
  const file = fileId === undefined ? await keepFile(made, ports) : await findOwnFile(fileId, ports);
  const person = await ports.people.find(upload.ownerSub);
  if (!file || !person) return wrong('The file of this upload was deleted.', ports, 404);
  if (fileId === undefined) await uploadsOf(ports).put(id, { ...upload, content: '', fileId: file.id });
  ports.note({ person });
  return described(describeFile(file, { person }), request, CREATE_FILE, ports);
};

const append = async (id: string, upload: Upload, range: Range, request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const before = Buffer.from(upload.content, 'base64');
  const { body } = request;
  if (range.from !== before.length) return incomplete(before.length);
  if (range.to - range.from + 1 !== body.byteLength) return wrong('The Content-Range does not fit the size of the body.', ports);
  const received = before.length + body.byteLength;
  if (received > MAX_BYTES) return wrong('Request Entity Too Large', ports, 413);
  if (range.total !== undefined && received > range.total) return wrong('More was sent than was announced.', ports);
  const isLast = received === range.total;
  if (!isLast && body.byteLength % CHUNK_UNIT_BYTES !== 0) return wrong('A chunk must be a multiple of 256 KB.', ports);
  const grown = { ...upload, content: Buffer.concat([before, body]).toString('base64') };
  await uploadsOf(ports).put(id, grown);
  return isLast ? finish(id, grown, request, ports) : incomplete(received);
};

/** Handles a chunk, the whole content, or a status query. */
export const continueUpload = async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  const id = request.url.searchParams.get('upload_id') ?? '';
  const upload = await uploadsOf(ports).find(id);
  if (!upload) return wrong('There is no upload of this id.', ports, 404);
  const range = readRange(request.headers['content-range'], request.body.byteLength);
  if (!range) return wrong('Failed to parse Content-Range header.', ports);
  const size = Buffer.byteLength(upload.content, 'base64');
  if (upload.fileId !== undefined) return finish(id, upload, request, ports);
  return range.isQuestion ? incomplete(size) : append(id, upload, range, request, ports);
};
