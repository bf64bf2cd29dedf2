import type { Confidence, Source } from '../../../model/index.ts';

/** Where the patterns are described. */
export const PAGES = {
  /** An app that logs in to a PHP API by `{"authenticated": true}`. */
  cake: 'https://book.cakephp.org/3/en/controllers/components/authentication.html',
  problems: 'https://www.rfc-editor.org/rfc/rfc9457',
  http: 'https://www.rfc-editor.org/rfc/rfc9110',
  tooMany: 'https://www.rfc-editor.org/rfc/rfc6585#section-4',
  basic: 'https://www.rfc-editor.org/rfc/rfc7617',
  digest: 'https://www.rfc-editor.org/rfc/rfc7616',
  oauth: 'https://www.rfc-editor.org/rfc/rfc6749',
  bearer: 'https://www.rfc-editor.org/rfc/rfc6750',
  signatures: 'https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html',
  accessKeys: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  rolling: 'https://cheatsheetseries.owasp.org/cheatsheets/JSON_Web_Token_for_Java_Cheat_Sheet.html',
  cors: 'https://fetch.spec.whatwg.org/#http-cors-protocol',
  drf: 'https://www.django-rest-framework.org/api-guide/authentication/#tokenauthentication',
  sessions: 'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html',
  authentication: 'https://cheatsheetseries.owasp.org/cheatsheets/Authentication_Cheat_Sheet.html',
  forgotten: 'https://cheatsheetseries.owasp.org/cheatsheets/Forgot_Password_Cheat_Sheet.html',
  passwords: 'https://pages.nist.gov/800-63-4/sp800-63b.html',
} as const;

/** Returns the source of a pattern: its row, and a page that describes it. */
export const source = (row: string, confidence: Confidence, url: string): Source => ({
  row,
  confidence,
  url,
  checkedOn: '2026-11-30',
});
