/**
 * Google's API discovery documents, for what the lab serves: older API clients build themselves from them.
 * @see https://developers.google.com/discovery/v1/reference/apis
 */
type Json = Readonly<Record<string, unknown>>;
type Address = (vendorUrl: string) => string;

const AUTH = 'https://www.googleapis.com/auth/';

const text = (description: string, location = 'query', more: Json = {}): Json => ({
  type: 'string',
  description,
  location,
  ...more,
});

/** Parameters of every method of every API. */
const PARAMETERS: Json = {
  alt: text('Data format for the response.', 'query', { default: 'json', enum: ['json', 'media'] }),
  fields: text('Selector specifying which fields to include in a partial response.'),
  key: text('API key.'),
  oauth_token: text('OAuth 2.0 token for the current user.'),
  prettyPrint: {
    type: 'boolean',
    description: 'Returns response with indentations and line breaks.',
    default: 'true',
    location: 'query',
  },
  quotaUser: text('Available to use for quota purposes for server-side applications.'),
  userIp: text('Deprecated. Please use quotaUser instead.'),
};

const scopesOf = (names: readonly string[]): Json => ({
  oauth2: { scopes: Object.fromEntries(names.map((name) => [name, { description: name }])) },
});

interface Method {
  readonly id: string;
  readonly httpMethod: string;
  readonly path: string;
  readonly parameters?: Readonly<Record<string, Json>>;
  readonly request?: string;
  readonly response?: string;
  readonly scopes: readonly string[];
  readonly more?: Json;
}

const methodOf = ({ id, httpMethod, path, parameters = {}, request, response, scopes, more = {} }: Method): Json => {
  const order = Object.entries(parameters).filter(([, { required }]) => required === true);
  return {
    id,
    path,
    httpMethod,
    parameters,
    parameterOrder: order.map(([name]) => name),
    ...(request !== undefined && { request: { $ref: request } }),
    ...(response !== undefined && { response: { $ref: response } }),
    scopes,
    ...more,
  };
};

const string = { type: 'string' };
const object = (id: string, properties: Json): Json => ({ id, type: 'object', properties });

const DRIVE = ['drive', 'drive.file', 'drive.readonly', 'drive.metadata.readonly'].map((name) => AUTH + name);
const WRITE = [`${AUTH}drive`, `${AUTH}drive.file`];
const FILE_ID = { fileId: text('The ID of the file.', 'path', { required: true }) };

const UPLOAD: Json = {
  supportsMediaUpload: true,
  mediaUpload: {
    accept: ['*/*'],
    maxSize: '5497558138880',
    protocols: {
      simple: { multipart: true, path: '/upload/drive/v3/files' },
      resumable: { multipart: true, path: '/resumable/upload/drive/v3/files' },
    },
  },
};

const DRIVE_FILES: Readonly<Record<string, Method>> = {
  create: {
    id: 'drive.files.create',
    httpMethod: 'POST',
    path: 'files',
    request: 'File',
    response: 'File',
    scopes: WRITE,
    more: UPLOAD,
  },
  delete: { id: 'drive.files.delete', httpMethod: 'DELETE', path: 'files/{fileId}', parameters: FILE_ID, scopes: WRITE },
  export: {
    id: 'drive.files.export',
    httpMethod: 'GET',
    path: 'files/{fileId}/export',
    parameters: {
      ...FILE_ID,
      mimeType: text('The MIME type of the format requested for this export.', 'query', { required: true }),
    },
    scopes: DRIVE,
    more: { supportsMediaDownload: true },
  },
  get: {
    id: 'drive.files.get',
    httpMethod: 'GET',
    path: 'files/{fileId}',
    parameters: FILE_ID,
    response: 'File',
    scopes: DRIVE,
    more: { supportsMediaDownload: true, useMediaDownloadService: true },
  },
  list: {
    id: 'drive.files.list',
    httpMethod: 'GET',
    path: 'files',
    parameters: {
      pageSize: {
        type: 'integer',
        description: 'The maximum number of files to return per page.',
        default: '100',
        format: 'int32',
        location: 'query',
      },
      pageToken: text('The token for continuing a previous list request on the next page.'),
      q: text('A query for filtering the file results.'),
      spaces: text('A comma-separated list of spaces to query within the corpora.'),
      orderBy: text('A comma-separated list of sort keys.'),
    },
    response: 'FileList',
    scopes: DRIVE,
  },
  update: {
    id: 'drive.files.update',
    httpMethod: 'PATCH',
    path: 'files/{fileId}',
    parameters: FILE_ID,
    request: 'File',
    response: 'File',
    scopes: WRITE,
  },
};

const DRIVE_SCHEMAS: Json = {
  File: object('File', {
    ...{ id: string, name: string, mimeType: string, description: string, kind: { ...string, default: 'drive#file' } },
    ...{ size: { ...string, format: 'int64' }, md5Checksum: string, webViewLink: string, webContentLink: string },
    ...{ createdTime: { ...string, format: 'date-time' }, modifiedTime: { ...string, format: 'date-time' } },
    ...{
      parents: { type: 'array', items: string },
      owners: { type: 'array', items: { $ref: 'User' } },
      trashed: { type: 'boolean' },
    },
  }),
  FileList: object('FileList', {
    kind: string,
    nextPageToken: string,
    incompleteSearch: { type: 'boolean' },
    files: { type: 'array', items: { $ref: 'File' } },
  }),
  About: object('About', { kind: string, user: { $ref: 'User' }, maxUploadSize: { ...string, format: 'int64' } }),
  User: object('User', {
    kind: string,
    displayName: string,
    photoLink: string,
    me: { type: 'boolean' },
    permissionId: string,
    emailAddress: string,
  }),
};

const USERINFO: Method = {
  id: 'oauth2.userinfo.get',
  httpMethod: 'GET',
  path: 'oauth2/v2/userinfo',
  response: 'Userinfo',
  scopes: ['openid', `${AUTH}userinfo.email`, `${AUTH}userinfo.profile`],
};

const OAUTH2_SCHEMAS: Json = {
  Tokeninfo: object('Tokeninfo', {
    audience: string,
    email: string,
    expires_in: { type: 'integer', format: 'int32' },
    issued_to: string,
    scope: string,
    user_id: string,
    verified_email: { type: 'boolean' },
  }),
  Userinfo: object('Userinfo', {
    email: string,
    family_name: string,
    given_name: string,
    hd: string,
    id: string,
    name: string,
    picture: string,
    verified_email: { type: 'boolean' },
  }),
};

interface Api {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly servicePath: string;
  readonly scopes: readonly string[];
  readonly schemas: Json;
  readonly body: Json;
}

const methods = (all: Readonly<Record<string, Method>>): Json => ({
  methods: Object.fromEntries(Object.entries(all).map(([name, method]) => [name, methodOf(method)])),
});

const APIS: readonly Api[] = [
  {
    name: 'drive',
    version: 'v3',
    title: 'Google Drive API',
    servicePath: 'drive/v3/',
    scopes: DRIVE,
    schemas: DRIVE_SCHEMAS,
    body: {
      resources: {
        about: methods({ get: { id: 'drive.about.get', httpMethod: 'GET', path: 'about', response: 'About', scopes: DRIVE } }),
        files: methods(DRIVE_FILES),
      },
    },
  },
  {
    name: 'oauth2',
    version: 'v2',
    title: 'Google OAuth2 API',
    servicePath: '',
    scopes: USERINFO.scopes,
    schemas: OAUTH2_SCHEMAS,
    body: {
      ...methods({
        tokeninfo: {
          id: 'oauth2.tokeninfo',
          httpMethod: 'POST',
          path: 'oauth2/v2/tokeninfo',
          parameters: { access_token: text('The access token.'), id_token: text('The ID token.') },
          response: 'Tokeninfo',
          scopes: [],
        },
      }),
      resources: {
        userinfo: {
          ...methods({ get: USERINFO }),
          resources: {
            v2: { resources: { me: methods({ get: { ...USERINFO, id: 'oauth2.userinfo.v2.me.get', path: 'userinfo/v2/me' } }) } },
          },
        },
      },
    },
  },
];

/** Returns the discovery document of an API that the lab serves, at the addresses of this lab. */
export const discoveryDocument = (name: string, version: string, at: Address): Json | undefined => {
  const api = APIS.find((each) => each.name === name && each.version === version);
  if (!api) return undefined;
  const rootUrl = at('https://www.googleapis.com/').replace(/\/?$/, '/');
  const { title, servicePath, scopes, schemas, body } = api;
  return {
    ...{ kind: 'discovery#restDescription', discoveryVersion: 'v1', id: `${name}:${version}`, name, version, title },
    ...{ description: title, ownerDomain: 'google.com', ownerName: 'Google', protocol: 'rest', rootUrl, servicePath },
    ...{ baseUrl: `${rootUrl}${servicePath}`, basePath: `/${servicePath}`, batchPath: `batch/${name}/${version}` },
    ...{ parameters: PARAMETERS, auth: scopesOf(scopes), schemas, ...body },
  };
};
