import { createHash } from 'node:crypto';
import type { Person } from '../../../model/index.ts';
import type { StoredFile } from './drive-files.ts';
import type { Known } from './fields.ts';

type Json = Readonly<Record<string, unknown>>;

/** Members of a user that a request may select. */
export const USER_FIELDS: Known = {
  kind: true,
  displayName: true,
  photoLink: true,
  me: true,
  permissionId: true,
  emailAddress: true,
};

const known = (...names: readonly string[]): Known => Object.fromEntries(names.map((name) => [name, true]));

const CAPABILITIES = [
  ...['canAcceptOwnership', 'canAddChildren', 'canAddMyDriveParent', 'canChangeCopyRequiresWriterPermission'],
  ...['canChangeSecurityUpdateEnabled', 'canChangeViewersCanCopyContent', 'canComment', 'canCopy', 'canDelete', 'canDownload'],
  ...['canEdit', 'canListChildren', 'canModifyContent', 'canModifyContentRestriction', 'canModifyLabels'],
  ...['canMoveChildrenWithinDrive', 'canMoveItemIntoTeamDrive', 'canMoveItemOutOfDrive', 'canMoveItemWithinDrive'],
  ...['canReadLabels', 'canReadRevisions', 'canRemoveChildren', 'canRemoveMyDriveParent', 'canRename', 'canShare', 'canTrash'],
  'canUntrash',
] as const;

/** What only folders can do, and what only files can. */
const OF_FOLDERS: ReadonlySet<string> = new Set([
  'canAddChildren',
  'canListChildren',
  'canMoveChildrenWithinDrive',
  'canRemoveChildren',
]);
const NEVER: ReadonlySet<string> = new Set([
  'canAcceptOwnership',
  'canAddMyDriveParent',
  'canChangeSecurityUpdateEnabled',
  'canModifyLabels',
]);

/** All members of a file, in the order of Drive's documentation. @see https://developers.google.com/workspace/drive/api/reference/rest/v3/files */
export const FILE_FIELDS: Known = {
  ...known('kind', 'id', 'name', 'mimeType', 'description', 'starred', 'trashed', 'explicitlyTrashed'),
  trashingUser: USER_FIELDS,
  ...known('trashedTime', 'parents', 'properties', 'appProperties', 'spaces', 'version', 'webContentLink', 'webViewLink'),
  ...known('iconLink', 'hasThumbnail', 'thumbnailLink', 'thumbnailVersion', 'viewedByMe', 'viewedByMeTime'),
  ...known('createdTime', 'modifiedTime', 'modifiedByMeTime', 'modifiedByMe', 'sharedWithMeTime'),
  sharingUser: USER_FIELDS,
  owners: USER_FIELDS,
  ...known('teamDriveId', 'driveId'),
  lastModifyingUser: USER_FIELDS,
  ...known('shared', 'ownedByMe'),
  capabilities: known(...CAPABILITIES),
  ...known('viewersCanCopyContent', 'copyRequiresWriterPermission', 'writersCanShare'),
  permissions: known('kind', 'id', 'type', 'emailAddress', 'role', 'displayName', 'photoLink', 'deleted', 'pendingOwner'),
  ...known(
    'permissionIds',
    'hasAugmentedPermissions',
    'folderColorRgb',
    'originalFilename',
    'fullFileExtension',
    'fileExtension',
  ),
  ...known('md5Checksum', 'sha1Checksum', 'sha256Checksum', 'size', 'quotaBytesUsed', 'headRevisionId'),
  contentHints: { thumbnail: known('image', 'mimeType'), indexableText: true },
  imageMediaMetadata: known('width', 'height', 'rotation', 'location', 'time'),
  videoMediaMetadata: known('width', 'height', 'durationMillis'),
  ...known('isAppAuthorized', 'exportLinks'),
  shortcutDetails: known('targetId', 'targetMimeType', 'targetResourceKey'),
  contentRestrictions: known(
    'readOnly',
    'reason',
    'restrictingUser',
    'restrictionTime',
    'type',
    'ownerRestricted',
    'systemRestricted',
  ),
  labelInfo: known('labels'),
  ...known('resourceKey', 'inheritedPermissionsDisabled'),
  linkShareMetadata: known('securityUpdateEligible', 'securityUpdateEnabled'),
  downloadRestrictions: known('itemDownloadRestriction', 'effectiveDownloadRestrictionWithContext'),
};

const FOLDER = 'application/vnd.google-apps.folder';

/** The id of a person's root folder: at most one may be asked for by its name `root`. */
export const rootId = ({ sub }: Person): string =>
  `0A${createHash('sha256').update(`root:${sub}`).digest('base64url').slice(0, 14)}PVA`;

/** The folder in which every file is. */
export const rootFolder = (person: Person): StoredFile => ({
  id: rootId(person),
  ownerSub: person.sub,
  project: '',
  name: 'My Drive',
  mimeType: FOLDER,
  createdAtEpochSeconds: 0,
});

/** Returns the Drive user of the caller. */
export const describeUser = (person: Person): Json => ({
  kind: 'drive#user',
  displayName: person.name,
  ...(person.picture !== undefined && { photoLink: person.picture }),
  me: true,
  permissionId: person.sub.slice(0, 20),
  emailAddress: person.email,
});

const digestsOf = (content: string): Json => {
  const bytes = Buffer.from(content, 'base64');
  const hex = (algorithm: string) => createHash(algorithm).update(bytes).digest('hex');
  const size = String(bytes.byteLength);
  return { md5Checksum: hex('md5'), sha1Checksum: hex('sha1'), sha256Checksum: hex('sha256'), size, quotaBytesUsed: size };
};

/** By the stored file: content is hashed once, not with each listing. */
const digests = new WeakMap<StoredFile, Json>();

const contentOf = (file: StoredFile): Json => {
  if (file.content === undefined) return { quotaBytesUsed: '0' };
  const found = digests.get(file) ?? digestsOf(file.content);
  digests.set(file, found);
  const extension = /\.(\w+)$/.exec(file.name)?.[1];
  return {
    originalFilename: file.name,
    ...(extension !== undefined && { fullFileExtension: extension, fileExtension: extension }),
    ...found,
    headRevisionId: `0B${createHash('sha256').update(file.id).digest('base64url')}`,
  };
};

const capabilitiesOf = ({ mimeType }: StoredFile): Json => {
  const isFolder = mimeType === FOLDER;
  const can = (name: string) => !NEVER.has(name) && (isFolder || !OF_FOLDERS.has(name)) && !(isFolder && name === 'canCopy');
  return Object.fromEntries(CAPABILITIES.map((name) => [name, can(name)]));
};

const ownerPermission = (person: Person): Json => ({
  kind: 'drive#permission',
  id: person.sub.slice(0, 20),
  type: 'user',
  emailAddress: person.email,
  role: 'owner',
  displayName: person.name,
  ...(person.picture !== undefined && { photoLink: person.picture }),
  deleted: false,
  pendingOwner: false,
});

const rfc3339 = (epochSeconds: number): string => new Date(epochSeconds * 1000).toISOString();

const linksOf = ({ id, mimeType, content }: StoredFile): Json => ({
  ...(content !== undefined && { webContentLink: `https://drive.google.com/uc?id=${id}&export=download` }),
  webViewLink:
    mimeType === FOLDER
      ? `https://drive.google.com/drive/folders/${id}`
      : `https://drive.google.com/file/d/${id}/view?usp=drivesdk`,
  iconLink: `https://drive-thirdparty.googleusercontent.com/16/type/${mimeType}`,
});

/** Returns the complete Drive resource of a file. What a file does not have is left out. */
export const describeFile = (file: StoredFile, { person }: { readonly person: Person }): Json => {
  const [time, user, isRoot] = [rfc3339(file.createdAtEpochSeconds), describeUser(person), file.id === rootId(person)];
  return {
    ...{ kind: 'drive#file', id: file.id, name: file.name, mimeType: file.mimeType, starred: false, trashed: false },
    explicitlyTrashed: false,
    ...(!isRoot && { parents: [rootId(person)] }),
    ...{ spaces: ['drive'], version: '1', ...linksOf(file), hasThumbnail: false, thumbnailVersion: '0' },
    ...{
      viewedByMe: true,
      viewedByMeTime: time,
      createdTime: time,
      modifiedTime: time,
      modifiedByMeTime: time,
      modifiedByMe: true,
    },
    ...{ owners: [user], lastModifyingUser: user, shared: false, ownedByMe: true, capabilities: capabilitiesOf(file) },
    ...{ viewersCanCopyContent: true, copyRequiresWriterPermission: false, writersCanShare: true },
    ...{ permissions: [ownerPermission(person)], permissionIds: [person.sub.slice(0, 20)], ...contentOf(file) },
    ...{ isAppAuthorized: !isRoot, inheritedPermissionsDisabled: false },
    linkShareMetadata: { securityUpdateEligible: false, securityUpdateEnabled: true },
  };
};
