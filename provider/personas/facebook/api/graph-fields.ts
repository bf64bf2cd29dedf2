import { textOf } from '../../../model/index.ts';

/** Fields of a User. Fields without a value or permission are omitted. */
const USER_FIELDS: ReadonlySet<string> = new Set([
  ...['id', 'name', 'first_name', 'middle_name', 'last_name', 'short_name', 'name_format', 'email', 'picture'],
  ...['age_range', 'birthday', 'gender', 'hometown', 'link', 'location', 'locale', 'timezone', 'verified', 'updated_time'],
  ...['about', 'website', 'quotes', 'permissions', 'friends', 'likes', 'posts', 'feed', 'photos', 'albums', 'videos', 'accounts'],
]);

/** A requested field. */
export interface AskedField {
  readonly name: string;
  /** `.type(large).as(photo)`, by name. */
  readonly modifiers: Readonly<Record<string, string>>;
  /** `{url,width}`, or `.fields(url,width)`. Absent without either. */
  readonly fields?: readonly AskedField[];
}

/** A `fields` parameter that is not in the grammar: what was expected, and the index of the character. */
export interface FieldSyntaxProblem {
  readonly what: string;
  readonly at: number;
}

/** Deeper nesting than any answer has. */
const DEEPEST = 16;

class SyntaxProblem extends Error {
  readonly at: number;
  constructor(what: string, at: number) {
    super(what);
    this.at = at;
  }
}

/** Reads `name`, `name.modifier(argument)`, `name{field,field}`; commas separate fields. */
class FieldReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): readonly AskedField[] {
    const fields = this.#list(0);
    if (this.#at < this.#text.length) throw new SyntaxProblem(`Expected end of string instead of "${this.#next}".`, this.#at);
    return fields;
  }

  get #next(): string {
    return this.#text.charAt(this.#at);
  }

  #skipSpaces(): void {
    while (/\s/.test(this.#next)) this.#at += 1;
  }

  #takes(sign: string): boolean {
    if (this.#next !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (this.#takes(sign)) return;
    const found = this.#next === '' ? `Expected "${sign}", got end of string` : `Expected "${sign}" instead of "${this.#next}".`;
    throw new SyntaxProblem(found, this.#at);
  }

  #name(): string {
    this.#skipSpaces();
    const name = /^\w+/.exec(this.#text.slice(this.#at, this.#at + 256))?.[0];
    if (name === undefined) throw new SyntaxProblem('Expected name.', this.#at);
    this.#at += name.length;
    return name;
  }

  /** Everything up to the bracket that closes; brackets inside come in pairs. */
  #argument(): string {
    const start = this.#at;
    for (let depth = 0; this.#next !== ''; this.#at += 1) {
      if (this.#next === ')' && depth === 0) break;
      depth += this.#next === '(' ? 1 : this.#next === ')' ? -1 : 0;
    }
    return this.#text.slice(start, this.#at);
  }

  #field(depth: number): AskedField {
    const name = this.#name();
    const modifiers: Record<string, string> = Object.create(null);
    let fields: readonly AskedField[] | undefined;
    while (this.#takes('.')) {
      const modifier = this.#name();
      this.#expect('(');
      if (modifier === 'fields') fields = this.#list(depth + 1);
      else modifiers[modifier] = this.#argument();
      this.#expect(')');
    }
    if (this.#takes('{')) {
      fields = this.#list(depth + 1);
      this.#expect('}');
    }
    this.#skipSpaces();
    return { name, modifiers, ...(fields && { fields }) };
  }

  #list(depth: number): readonly AskedField[] {
    if (depth > DEEPEST) throw new SyntaxProblem('Expected name.', this.#at);
    const fields: AskedField[] = [];
    const names = new Set<string>();
    do {
      const before = this.#at;
      const field = this.#field(depth);
      const key = field.modifiers.as ?? field.name;
      if (names.has(key)) {
        const end = this.#text.indexOf(field.name, before) + field.name.length;
        throw new SyntaxProblem(`Field ${key} specified more than once. This is only possible before version 2.1`, end);
      }
      names.add(key);
      fields.push(field);
    } while (this.#takes(','));
    return fields;
  }
}

/** A list that was sent as JSON, as the text that it stands for. */
const listed = (fields: string): string => {
  if (!fields.startsWith('[')) return fields;
  try {
    const list: unknown = JSON.parse(fields);
    return Array.isArray(list) ? textOf(list) : fields;
  } catch {
    return fields; // not JSON: the grammar names the bracket
  }
};

type Parsed = { readonly text: string; readonly fields: readonly AskedField[]; readonly problem?: FieldSyntaxProblem };

const parse = (parameter: string | undefined): Parsed => {
  const text = listed(parameter ?? '');
  if (text.trim() === '') return { text, fields: [] };
  try {
    return { text, fields: new FieldReader(text).all() };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { text, fields: [], problem: { what: error.message, at: error.at } };
  }
};

/** Returns the fields of a `fields` parameter in order. Empty without the parameter, and for one with a syntax problem. */
export const askedFields = (parameter: string | undefined): readonly AskedField[] => parse(parameter).fields;

/** Returns Graph's message about a `fields` parameter that is not in its grammar: `Syntax error "Expected name." at character 0: *`. */
export const fieldSyntaxMessage = (parameter: string | undefined): string | undefined => {
  const { problem, text } = parse(parameter);
  return problem && `Syntax error "${problem.what}" at character ${problem.at}: ${text}`;
};

/** Returns the first field that is neither known to the lab nor `exists` in the Graph API. */
export const unknownUserField = (parameter: string | undefined, exists = (_name: string) => false): string | undefined =>
  askedFields(parameter).find(({ name }) => !USER_FIELDS.has(name) && !exists(name))?.name;
