/**
 * Members of Drive's resources that the lab does not have. Any other name is an invalid field selection at Google, too.
 * @see https://developers.google.com/workspace/drive/api/reference/rest/v3/files
 */
export const DRIVE_MEMBERS: ReadonlySet<string> = new Set([
  ...['appProperties', 'capabilities', 'contentHints', 'contentRestrictions', 'copyRequiresWriterPermission', 'description'],
  ...[
    'downloadRestrictions',
    'driveId',
    'explicitlyTrashed',
    'exportLinks',
    'fileExtension',
    'folderColorRgb',
    'fullFileExtension',
  ],
  ...['hasAugmentedPermissions', 'hasThumbnail', 'headRevisionId', 'iconLink', 'imageMediaMetadata', 'isAppAuthorized'],
  ...['labelInfo', 'lastModifyingUser', 'linkShareMetadata', 'md5Checksum', 'modifiedByMe', 'modifiedByMeTime'],
  ...['originalFilename', 'parents', 'permissionIds', 'permissions', 'properties', 'quotaBytesUsed', 'resourceKey'],
  ...['sha1Checksum', 'sha256Checksum', 'shared', 'sharedWithMeTime', 'sharingUser', 'shortcutDetails', 'spaces', 'starred'],
  ...['teamDriveId', 'thumbnailLink', 'thumbnailVersion', 'trashedTime', 'trashingUser', 'version', 'videoMediaMetadata'],
  ...['viewedByMe', 'viewedByMeTime', 'viewersCanCopyContent', 'webContentLink', 'webViewLink', 'writersCanShare'],
  // of about.get
  ...['canCreateDrives', 'canCreateTeamDrives', 'driveThemes', 'exportFormats', 'folderColorPalette', 'importFormats'],
  ...['maxImportSizes', 'teamDriveThemes'],
]);
