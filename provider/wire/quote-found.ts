import { quoteValue, type Segments } from '../model/index.ts';
import { isSecretName } from './secret-names.ts';

const HIDDEN = '…';

const isSecret = (name: PropertyKey | undefined, value: unknown): boolean =>
  (typeof value === 'string' || typeof value === 'number') && isSecretName(String(name));

const formOf = (value: unknown): string =>
  `a ${typeof value === 'string' ? 'text' : 'number'} of ${String(value).length} characters`;

const withoutSecrets = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isSecret(name, each) ? HIDDEN : withoutSecrets(each)]),
  );
};

/** Formats a found value for a message, as `quoteValue` does; of a field that keeps a secret, its form only. */
export const quoteFound = (path: Segments, value: unknown): string =>
  path.some((name) => isSecret(name, value)) ? formOf(value) : quoteValue(withoutSecrets(value));
