import type { LabRequest } from '../../model/index.ts';

/** E-mail address and password in UTF-8 of a Basic header; the password may hold colons. @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
export const basicCredentials = ({ headers }: LabRequest): { readonly email: string; readonly password: string } | undefined => {
  const [, encoded] = /^Basic +([A-Za-z0-9+/_-]+=*)$/i.exec(headers.authorization ?? '') ?? [];
  const [, email, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  return email === undefined || password === undefined ? undefined : { email, password };
};
