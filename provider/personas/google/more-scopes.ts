/** Published scopes that no generated client names, by API: add-ons, retired APIs, and those without a client. @see https://developers.google.com/identity/protocols/oauth2/scopes */
const UNGENERATED: Readonly<Record<string, readonly string[]>> = {
  adwords: ['adwords'],
  assistant: ['assistant-sdk-prototype'],
  blogger: ['blogger', 'blogger.readonly'],
  business: ['business.manage'],
  calendar: ['calendar.addons.execute', 'calendar.addons.current.event.read', 'calendar.addons.current.event.write'],
  dfp: ['dfp', 'admanager'],
  drive: ['drive.install', 'drive.addons.metadata.readonly', 'drive.photos.readonly', 'docs'],
  gmail: [
    'gmail.addons.execute',
    'gmail.addons.current.action.compose',
    'gmail.addons.current.message.action',
    'gmail.addons.current.message.metadata',
    'gmail.addons.current.message.readonly',
  ],
  photos: [
    'photoslibrary',
    'photoslibrary.appendonly',
    'photoslibrary.edit.appcreateddata',
    'photoslibrary.readonly',
    'photoslibrary.readonly.appcreateddata',
    'photoslibrary.readonly.originals',
    'photoslibrary.sharing',
    'photospicker.mediaitems.readonly',
  ],
  plus: [
    'plus.circles.read',
    'plus.circles.write',
    'plus.login',
    'plus.me',
    'plus.media.upload',
    'plus.profile.agerange.read',
    'plus.profile.emails.read',
    'plus.profile.language.read',
    'plus.stream.read',
    'plus.stream.write',
  ],
  script: [
    'script.container.ui',
    'script.external_request',
    'script.locale',
    'script.scriptapp',
    'script.send_mail',
    'script.storage',
    'script.webapp.deploy',
  ],
  shortener: ['urlshortener'],
  taskqueue: ['taskqueue', 'taskqueue.consumer'],
  youtube: ['youtube.third-party-link.creator', 'youtubepartner-content-owner-readonly'],
};

/** APIs before OAuth 2.0 had scopes that are addresses. */
const FEEDS = [
  'https://docs.google.com/feeds',
  'https://docs.google.com/feeds/',
  'https://docs.googleusercontent.com/',
  'https://spreadsheets.google.com/feeds',
  'https://spreadsheets.google.com/feeds/',
  'https://sites.google.com/feeds',
  'https://sites.google.com/feeds/',
  'https://picasaweb.google.com/data/',
  'https://apps-apis.google.com/a/feeds/calendar/resource/',
  'https://apps-apis.google.com/a/feeds/domain/',
  'https://apps-apis.google.com/a/feeds/emailsettings/2.0/',
];

const AUTH = 'https://www.googleapis.com/auth/';

/** Old names of scopes, with their names today. */
export const SCOPE_ALIASES: ReadonlyMap<string, string> = new Map([
  [`${AUTH}plus.business.manage`, `${AUTH}business.manage`],
  ['https://www.google.com/m8/feeds', `${AUTH}contacts`],
  ['https://www.google.com/m8/feeds/', `${AUTH}contacts`],
  ['https://www.google.com/calendar/feeds', `${AUTH}calendar`],
  ['https://www.google.com/calendar/feeds/', `${AUTH}calendar`],
  ['https://adwords.google.com/api/adwords', `${AUTH}adwords`],
  ['https://adwords.google.com/api/adwords/', `${AUTH}adwords`],
]);

/** Scopes that exist besides those of the generated clients. */
export const MORE_SCOPES: readonly string[] = [
  ...Object.values(UNGENERATED).flatMap((names) => names.map((name) => `${AUTH}${name}`)),
  ...FEEDS,
  ...SCOPE_ALIASES.keys(),
];
