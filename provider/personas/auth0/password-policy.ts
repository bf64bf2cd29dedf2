type Json = Readonly<Record<string, unknown>>;

/** Levels of the password policy of a connection. */
export const LEVELS = ['good', 'none', 'low', 'fair', 'excellent'] as const;
export type PolicyLevel = (typeof LEVELS)[number];

/** Why a password is refused, as Auth0 tells it. */
export interface PasswordViolation {
  readonly name: string;
  readonly message: string;
  /** An object with the rules, or a text. */
  readonly description: Json | string;
  /** The rules as lines of text. */
  readonly policy?: string;
}

const TYPES = {
  lowerCase: { message: 'lower case letters (a-z)', fits: /[a-z]/ },
  upperCase: { message: 'upper case letters (A-Z)', fits: /[A-Z]/ },
  numbers: { message: 'numbers (i.e. 0-9)', fits: /\d/ },
  specialCharacters: { message: 'special characters (e.g. !@#$%^&*)', fits: /[ !-/:-@[-`{-~]/ },
} as const;

type CharacterType = keyof typeof TYPES;
const ALL_TYPES = Object.keys(TYPES) as CharacterType[];

/** What each level asks for. @see https://auth0.com/docs/authenticate/database-connections/password-strength */
const RULES: Readonly<
  Record<PolicyLevel, { length: number; all?: readonly CharacterType[]; atLeast?: number; identical?: number }>
> = {
  none: { length: 1 },
  low: { length: 6 },
  fair: { length: 8, all: ['lowerCase', 'upperCase', 'numbers'] },
  good: { length: 8, atLeast: 3 },
  excellent: { length: 10, atLeast: 3, identical: 2 },
};

interface Rule {
  readonly told: Json & { readonly verified: boolean };
  readonly lines: readonly string[];
}

const itemsFor = (types: readonly CharacterType[], password: string) =>
  types.map((code) => ({ message: TYPES[code].message, code, verified: TYPES[code].fits.test(password) }));

const lengthRule = (length: number, password: string): Rule => ({
  told: {
    ...{ message: 'At least %d characters in length', format: [length], code: 'lengthAtLeast' },
    verified: password.length >= length,
  },
  lines: [`* At least ${length} characters in length`],
});

const typeLines = (types: readonly CharacterType[]): readonly string[] => types.map((type) => ` * ${TYPES[type].message}`);

const someRule = (count: number, password: string): Rule => {
  const items = itemsFor(ALL_TYPES, password);
  const message = 'Contain at least %d of the following %d types of characters:';
  return {
    told: {
      ...{ message, code: 'containsAtLeast', format: [count, ALL_TYPES.length], items },
      verified: items.filter(({ verified }) => verified).length >= count,
    },
    lines: [`* Contain at least ${count} of the following ${ALL_TYPES.length} types of characters:`, ...typeLines(ALL_TYPES)],
  };
};

const allRule = (types: readonly CharacterType[], password: string): Rule => {
  const items = itemsFor(types, password);
  return {
    told: { message: 'Should contain:', code: 'shouldContain', items, verified: items.every(({ verified }) => verified) },
    lines: ['* Should contain:', ...typeLines(types)],
  };
};

const identicalRule = (most: number, password: string): Rule => {
  const example = 'a'.repeat(most + 1);
  const message = 'No more than %d identical characters in a row (e.g., "%s" not allowed)';
  return {
    told: {
      ...{ message, format: [most, example], code: 'identicalChars' },
      verified: !new RegExp(`(.)\\1{${most}}`, 'su').test(password),
    },
    lines: [`* No more than ${most} identical characters in a row (e.g., "${example}" not allowed)`],
  };
};

const rulesOf = (level: PolicyLevel, password: string): readonly Rule[] => {
  const { length, all, atLeast, identical } = RULES[level];
  return [
    lengthRule(length, password),
    ...(all ? [allRule(all, password)] : []),
    ...(atLeast === undefined ? [] : [someRule(atLeast, password)]),
    ...(identical === undefined ? [] : [identicalRule(identical, password)]),
  ];
};

/** Returns what a password lacks. Undefined for one that is strong enough. */
export const weaknessOf = (password: string, level: PolicyLevel): PasswordViolation | undefined => {
  const rules = rulesOf(level, password);
  if (rules.every(({ told }) => told.verified)) return undefined;
  return {
    name: 'PasswordStrengthError',
    message: 'Password is too weak',
    description: { rules: rules.map(({ told }) => told), verified: false },
    policy: rules.flatMap(({ lines }) => lines).join('\n'),
  };
};

/** The parts of an address that somebody could guess. */
const partsOf = (email: string): readonly string[] =>
  email
    .toLowerCase()
    .split(/[@.+_-]/)
    .filter((part) => part.length > 3 && part !== 'example');

/** True for a password with the user's name or address in it. */
export const holdsUserInfo = (password: string, email: string): boolean =>
  partsOf(email).some((part) => password.toLowerCase().includes(part));

/** The start of a list of the most used passwords. */
const COMMON = new Set([
  ...['password', 'password1', 'passw0rd', '12345678', '123456789', '1234567890', 'qwertyuiop', 'qwerty123', 'iloveyou'],
  ...['11111111', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'trustno1', 'letmein1', 'welcome1', 'abc12345'],
]);

export const isCommon = (password: string): boolean => COMMON.has(password.toLowerCase());
