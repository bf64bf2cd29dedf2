import type { Ports } from '../../../model/index.ts';
import { registrationOf } from '../registration.ts';
import type { Caller } from './guard.ts';

/** A file as stored in the world. */
export interface DriveFile {
  readonly ownerSub: string;
  /** Project of the app that created it. The scope `drive.file` allows access to these files only. */
  readonly project: string;
  readonly name: string;
  readonly mimeType: string;
  readonly createdAtEpochSeconds: number;
  /** Base64; absent for metadata without content. */
  readonly content?: string;
}

export type StoredFile = DriveFile & { readonly id: string };

const AUTH = 'https://www.googleapis.com/auth/';
const ALL = [`${AUTH}drive`, `${AUTH}drive.readonly`, `${AUTH}drive.metadata.readonly`];

/** Scopes of each method. Any one of them is enough. */
export const DRIVE_SCOPES = {
  about: [`${AUTH}drive`, `${AUTH}drive.file`, `${AUTH}drive.readonly`, `${AUTH}drive.metadata.readonly`],
  read: [`${AUTH}drive`, `${AUTH}drive.file`, `${AUTH}drive.readonly`, `${AUTH}drive.metadata.readonly`],
  content: [`${AUTH}drive`, `${AUTH}drive.file`, `${AUTH}drive.readonly`],
  write: [`${AUTH}drive`, `${AUTH}drive.file`],
} as const;

const filesOf = (ports: Ports) => ports.collection<DriveFile>('drive.files');

/** Returns the project of the calling app. */
export const projectOf = async ({ token }: Caller, ports: Ports): Promise<string> =>
  registrationOf(await ports.clients.find(token.clientId)).project ?? token.clientId;

/** Returns the files that a token can access: all of the person's, or with `drive.file` alone those of the app. */
const isVisible = async (caller: Caller, ports: Ports): Promise<(file: StoredFile) => boolean> => {
  const seesAll = caller.token.scopes.some((scope) => ALL.includes(scope));
  const project = await projectOf(caller, ports);
  return (file) => file.ownerSub === caller.person.sub && (seesAll || file.project === project);
};

/** Returns the accessible files, newest first. */
export const listFiles = async (caller: Caller, ports: Ports): Promise<readonly StoredFile[]> => {
  const visible = (await filesOf(ports).list()).filter(await isVisible(caller, ports));
  return visible.toReversed().toSorted((a, b) => b.createdAtEpochSeconds - a.createdAtEpochSeconds);
};

/** Returns an accessible file. Undefined if it does not exist or belongs to another person. */
export const findFile = async (id: string, caller: Caller, ports: Ports): Promise<StoredFile | undefined> => {
  const file = await filesOf(ports).find(id);
  return file && (await isVisible(caller, ports))(file) ? file : undefined;
};

/** Returns a file by its id without an access check. */
export const findOwnFile = (id: string, ports: Ports): Promise<StoredFile | undefined> => filesOf(ports).find(id);

/** Metadata of a new file. */
export interface NewFile {
  readonly name?: string;
  readonly mimeType?: string;
  readonly content?: Buffer;
}

const ID_LENGTH = 33;

/** Creates a file of the caller. */
export const createFile = async ({ name, mimeType, content }: NewFile, caller: Caller, ports: Ports): Promise<StoredFile> => {
  const file: DriveFile = {
    ownerSub: caller.person.sub,
    project: await projectOf(caller, ports),
    name: name ?? 'Untitled',
    mimeType: mimeType ?? 'application/octet-stream',
    createdAtEpochSeconds: ports.nowEpochSeconds(),
    ...(content && { content: content.toString('base64') }),
  };
  return keepFile(file, ports);
};

/** Stores a file with a new id. */
export const keepFile = async (file: DriveFile, ports: Ports): Promise<StoredFile> => {
  const id = `1${ports.random(ID_LENGTH - 1)}`;
  await filesOf(ports).put(id, file);
  return { ...file, id };
};

/** Changes an accessible file. */
export const changeFile = async (file: StoredFile, changes: Partial<DriveFile>, ports: Ports): Promise<StoredFile> => {
  const changed = { ...file, ...changes };
  await filesOf(ports).put(file.id, changed);
  return changed;
};

export const removeFile = async (file: StoredFile, ports: Ports): Promise<void> => {
  await filesOf(ports).remove(file.id);
};
