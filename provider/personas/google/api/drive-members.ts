/**
 * Members of `about.get` that the lab does not have. Any other name is an invalid field selection at Google, too.
 * @see https://developers.google.com/workspace/drive/api/reference/rest/v3/about
 */
export const DRIVE_MEMBERS: ReadonlySet<string> = new Set([
  ...['canCreateDrives', 'canCreateTeamDrives', 'driveThemes', 'exportFormats', 'folderColorPalette', 'importFormats'],
  ...['maxImportSizes', 'teamDriveThemes'],
]);
