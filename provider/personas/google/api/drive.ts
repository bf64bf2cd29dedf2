import type { LabRequest, Ports, Reply, RoutedRequest } from '../../../model/index.ts';
import { ENDPOINTS } from '../endpoints.ts';
import { apiRoute } from '../google-route.ts';
import { changeRoutes } from './drive-changes.ts';
import {
  createFile,
  DRIVE_SCOPES,
  describeFile,
  describeUser,
  FILE_FIELDS,
  findFile,
  listFiles,
  type NewFile,
  USER_FIELDS,
} from './drive-files.ts';
import { described, guarded, noSuchFile } from './drive-method.ts';
import { driveProblem, driveReply, type Problem, selected } from './drive-replies.ts';
import { beginUpload, continueUpload } from './drive-resumable.ts';
import { isProblem, readMetadata, readUpload } from './drive-upload.ts';
import type { Known } from './fields.ts';

const FIELDS_REQUIRED: Problem = {
  status: 400,
  reason: 'required',
  message: "The 'fields' parameter is required for this method.",
  location: 'fields',
};
const QUOTA_FIELDS: Known = { limit: true, usage: true, usageInDrive: true, usageInDriveTrash: true };
const ABOUT_FIELDS: Known = {
  kind: true,
  user: USER_FIELDS,
  storageQuota: QUOTA_FIELDS,
  maxUploadSize: true,
  appInstalled: true,
};

const aboutGet = guarded(
  'drive.about.get',
  () => DRIVE_SCOPES.about,
  (request, { person }, requirements, ports) => {
    const fields = request.url.searchParams.get('fields');
    if (!fields) return driveProblem(FIELDS_REQUIRED, requirements, ports);
    const resource = {
      kind: 'drive#about',
      user: describeUser(person),
      storageQuota: { limit: '16106127360', usage: '0', usageInDrive: '0', usageInDriveTrash: '0' },
      maxUploadSize: '5242880000000',
      appInstalled: false,
    };
    return selected({ resource, fields, usual: '*', known: ABOUT_FIELDS }, requirements, ports);
  },
);

const LIST_FIELDS: Known = { kind: true, nextPageToken: true, incompleteSearch: true, files: FILE_FIELDS };
const MAX_PAGE_SIZE = 1000;

const NAME_TERM = /\bname\s*=\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/;
/** Nothing is in the trash. */
const NOT_TRASHED = /\btrashed\s*=\s*false\b|\bnot\s+trashed\s*=\s*true\b/gi;

/** Returns the name in `q` (`name = 'x'`), the only supported term. */
const askedName = (q: string): string | undefined => {
  const [, single, double] = NAME_TERM.exec(q) ?? [];
  return (single ?? double)?.replace(/\\(.)/g, '$1');
};

/** Returns what is left of `q` without the terms that the lab understands. */
const unservedTerms = (q: string): string =>
  q
    .replace(NAME_TERM, '')
    .replaceAll(NOT_TRASHED, '')
    .replaceAll(/\band\b|[()]/gi, '')
    .trim();

const pageOf = (search: URLSearchParams): { size: number; from: number } | Problem => {
  const [size, from] = [Number(search.get('pageSize') ?? 100), Number(search.get('pageToken') ?? 0)];
  const wrong = (location: string, message: string): Problem => ({ status: 400, reason: 'invalid', message, location });
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE_SIZE) {
    return wrong('pageSize', `Invalid value '${search.get('pageSize')}'. Values must be within the range: [1, ${MAX_PAGE_SIZE}]`);
  }
  return Number.isInteger(from) && from >= 0 ? { size, from } : wrong('pageToken', 'Invalid Value');
};

const filesList = guarded(
  'drive.files.list',
  () => DRIVE_SCOPES.read,
  async (request, caller, requirements, ports) => {
    const search = request.url.searchParams;
    const page = pageOf(search);
    if ('status' in page) return driveProblem(page, requirements, ports);
    const q = search.get('q') ?? '';
    const gap = unservedTerms(q) === '' ? undefined : ports.gap('this search (the parameter q)');
    if (gap) return gap;
    const name = askedName(q);
    const found = (await listFiles(caller, ports)).filter((file) => name === undefined || file.name === name);
    const files = found.slice(page.from, page.from + page.size).map((file) => describeFile(file, caller));
    const more = page.from + page.size < found.length ? { nextPageToken: String(page.from + page.size) } : {};
    const resource = { kind: 'drive#fileList', ...more, incompleteSearch: false, files };
    const usual = 'kind,nextPageToken,incompleteSearch,files(kind,id,name,mimeType)';
    return selected({ resource, fields: search.get('fields'), usual, known: LIST_FIELDS }, requirements, ports);
  },
);

const wantsContent = (request: LabRequest): boolean => request.url.searchParams.get('alt') === 'media';

const filesGet = guarded(
  'drive.files.get',
  (request) => (wantsContent(request) ? DRIVE_SCOPES.content : DRIVE_SCOPES.read),
  async (request, caller, requirements, ports) => {
    const id = request.path.fileId ?? '';
    const file = await findFile(id, caller, ports);
    if (!file) return noSuchFile(id, requirements, ports);
    if (wantsContent(request))
      return { ...driveReply({}), headers: [['Content-Type', file.mimeType]], body: Buffer.from(file.content ?? '', 'base64') };
    return described(describeFile(file, caller), request, requirements, ports);
  },
);

const creating = (read: (request: LabRequest) => NewFile | Problem) =>
  guarded(
    'drive.files.create',
    () => DRIVE_SCOPES.write,
    async (request, caller, requirements, ports) => {
      const file = read(request);
      if (isProblem(file)) return driveProblem(file, requirements, ports);
      return described(describeFile(await createFile(file, caller, ports), caller), request, requirements, ports);
    },
  );

const upload = async (request: RoutedRequest, ports: Ports): Promise<Reply> => {
  if (request.url.searchParams.get('uploadType') === 'resumable') return beginUpload(request, ports);
  const reply = await creating(readUpload)(request, ports);
  return { ...reply, headers: [['X-GUploader-UploadID', ports.random(100)], ...reply.headers] };
};

/** The part of Drive v3 that shows whether an app's login is valid. Its other methods are gaps of the lab. */
export const driveRoutes = [
  apiRoute('api:drive.about.get', 'GET', ENDPOINTS.driveAbout, aboutGet),
  apiRoute('api:drive.files.list', 'GET', ENDPOINTS.driveFiles, filesList),
  apiRoute(
    'api:drive.files.create',
    'POST',
    ENDPOINTS.driveFiles,
    creating((request) => readMetadata(request.body)),
  ),
  apiRoute('api:drive.files.get', 'GET', ENDPOINTS.driveFile, filesGet),
  apiRoute('api:drive.files.create', 'POST', ENDPOINTS.driveUpload, upload),
  apiRoute('api:drive.files.create', 'PUT', ENDPOINTS.driveUpload, continueUpload),
  ...changeRoutes,
];
