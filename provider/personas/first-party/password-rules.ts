/** A rule that a password breaks. */
export interface BrokenRule {
  readonly rule: string;
  readonly detail: string;
}

/** Passwords that are tried first. @see https://pages.nist.gov/800-63-4/sp800-63b.html */
const COMMON = new Set([
  ...['password', 'password1', 'passw0rd', '12345678', '123456789', '1234567890', 'qwertyuiop', 'qwerty123', 'iloveyou'],
  ...['sunshine', 'princess', 'football', 'baseball', 'welcome1', 'letmein1', 'abc12345', 'admin123', 'changeme'],
]);

const MOST_COMMON_PART = 4;

/** The first rule that a password breaks. */
export const brokenRule = (password: string, email: string, minLength: number): BrokenRule | undefined => {
  const lower = password.toLowerCase();
  const local = email.split('@')[0]?.toLowerCase() ?? '';
  if ([...password].length < minLength)
    return { rule: 'min_length', detail: `The password has fewer than ${minLength} characters.` };
  if (COMMON.has(lower)) return { rule: 'common', detail: 'The password is one of the most used.' };
  if (local.length >= MOST_COMMON_PART && lower.includes(local))
    return { rule: 'contains_email', detail: 'The password holds a part of the e-mail address.' };
  return undefined;
};
