import { ENDPOINTS } from '../endpoints.ts';
import { apiRoute } from '../google-route.ts';
import { changeFile, DRIVE_SCOPES, findFile, removeFile } from './drive-files.ts';
import { described, guarded, noSuchFile } from './drive-method.ts';
import { driveProblem } from './drive-replies.ts';
import { describeFile } from './drive-resource.ts';
import { isProblem, readMetadata } from './drive-upload.ts';

const filesUpdate = guarded(
  'drive.files.update',
  () => DRIVE_SCOPES.write,
  async (request, caller, requirements, ports) => {
    const id = request.path.fileId ?? '';
    const file = await findFile(id, caller, ports);
    if (!file) return noSuchFile(id, requirements, ports);
    const said = readMetadata(request.body);
    if (isProblem(said)) return driveProblem(said, requirements, ports);
    const { content: _, ...changes } = said;
    return described(describeFile(await changeFile(file, changes, ports), caller), request, requirements, ports);
  },
);

const filesDelete = guarded(
  'drive.files.delete',
  () => DRIVE_SCOPES.write,
  async (request, caller, requirements, ports) => {
    const id = request.path.fileId ?? '';
    const file = await findFile(id, caller, ports);
    if (!file) return noSuchFile(id, requirements, ports);
    await removeFile(file, ports);
    return { status: 204, headers: [['Content-Type', 'text/html']], body: '' };
  },
);

const isGoogleDocument = (mimeType: string): boolean => mimeType.startsWith('application/vnd.google-apps.');

const filesExport = guarded(
  'drive.files.export',
  () => DRIVE_SCOPES.content,
  async (request, caller, requirements, ports) => {
    const id = request.path.fileId ?? '';
    const file = await findFile(id, caller, ports);
    if (!file) return noSuchFile(id, requirements, ports);
    const mimeType = request.url.searchParams.get('mimeType');
    const message = mimeType ? 'Export only supports Docs Editors files.' : 'Required parameter: mimeType';
    const problem = mimeType
      ? { status: 403, reason: 'fileNotExportable', message }
      : { status: 400, reason: 'required', message, location: 'mimeType' };
    if (!mimeType || !isGoogleDocument(file.mimeType)) return driveProblem(problem, requirements, ports);
    return {
      status: 200,
      headers: [['Content-Type', /^[\w.+/-]+$/.test(mimeType) ? mimeType : 'application/octet-stream']],
      body: Buffer.from(file.content ?? '', 'base64'),
    };
  },
);

/** Methods that change, delete and export files. */
export const changeRoutes = [
  apiRoute('api:drive.files.update', 'PATCH', ENDPOINTS.driveFile, filesUpdate),
  apiRoute('api:drive.files.delete', 'DELETE', ENDPOINTS.driveFile, filesDelete),
  apiRoute('api:drive.files.export', 'GET', ENDPOINTS.driveExport, filesExport),
];
