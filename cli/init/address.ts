import { type Project, placeIn } from './project.ts';
import type { Guess } from './verbs.ts';

/** Where the app listens. */
export interface AddressGuess extends Guess<string> {
  /** Path of a redirect URI that stands in the sources with its host. */
  readonly redirectPath?: string;
  /** `{port}` or a number. */
  readonly port: string;
}

const READS_PORT =
  /process\.env\.PORT\b|process\.env\[\s*['"]PORT['"]|\{[^{}]*\bPORT\b[^{}]*\}\s*=\s*process\.env|environ(?:\.get\(|\[)\s*['"]PORT['"]|getenv\(\s*['"]PORT['"]|ENV(?:\.fetch\(|\[)\s*['"]PORT['"]|Getenv\(\s*"PORT"/;
const LITERAL_PORT = /\.listen\(\s*(?:\{\s*port:\s*)?(\d{2,5})\b|\bport\s*[:=]\s*(\d{4,5})\b|ListenAndServe\(\s*"[\w.]*:(\d+)"/i;
/** A redirect URI with its host: the provider sends the browser to this very address. */
const LITERAL_REDIRECT =
  /['"`](http:\/\/(?:localhost|127\.0\.0\.1):(\d+))(\/[^'"`\s$]*(?:callback|redirect|oauth|authorized|auth)[^'"`\s$]*)['"`]/i;

/** A redirect URI with its host, and a port that is computed: `http://localhost:${PORT}/callback`. */
const REDIRECT_HOST = /['"`]http:\/\/(localhost|127\.0\.0\.1):(?:\$?\{|#\{|%|['"`]\s*[+.])/;

const find = ({ sources }: Project, pattern: RegExp): { readonly match: RegExpExecArray; readonly place: string } | undefined => {
  for (const source of sources) {
    const match = /(?:^|\/)\.env/.test(source.name) ? null : pattern.exec(source.text);
    if (match) return { match, place: placeIn(source, match.index) };
  }
  return undefined;
};

/** At a free port; by the host name that the app gives itself, since a redirect URI must match to the letter. */
const movable = (project: Project): AddressGuess => {
  const own = find(project, REDIRECT_HOST);
  const value = `http://${own?.match[1] ?? '127.0.0.1'}:{port}`;
  return own ? { value, port: '{port}', place: own.place } : { value, port: '{port}' };
};

/**
 * The address of the app. `takesPort`: its start command names the port, whatever the sources say. A redirect URI in the
 * sources fixes host and port.
 */
export const guessAddress = (project: Project, takesPort: boolean): AddressGuess => {
  const redirect = find(project, LITERAL_REDIRECT);
  if (redirect) {
    const [, origin = '', port = '', redirectPath = ''] = redirect.match;
    return { value: origin, port, redirectPath, place: redirect.place };
  }
  const free = movable(project);
  if (takesPort) return free;
  const reads = find(project, READS_PORT);
  if (reads) return { place: reads.place, ...free };
  const literal = find(project, LITERAL_PORT);
  const port = literal?.match.slice(1).find(Boolean);
  return port === undefined || !literal ? free : { value: `http://127.0.0.1:${port}`, port, place: literal.place };
};
