import { ALL_VENDORS } from '../../provider/index.ts';
import type { LibraryClues, PersonaId, VariableRole } from '../../provider/model/index.ts';
import type { Project } from './project.ts';
import type { VerbGuesses } from './verbs.ts';

/** A key of the app's own, long enough for every library. */
export const APP_SECRET = "'only-for-tests-0123456789abcdef'";

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The expression for the value of a variable. */
export const expressionOf = (role: VariableRole, persona: PersonaId, origin: string): string => {
  if (typeof role === 'object') return quoted(role.text);
  if (role === 'appAddress') return quoted(origin);
  return role === 'appSecret' ? APP_SECRET : `${persona}.${role}`;
};

interface Used extends LibraryClues {
  readonly persona: PersonaId;
}

const usedBy = ({ packages }: Project): readonly Used[] =>
  ALL_VENDORS.flatMap(({ id, clues }) =>
    (clues?.libraryClues ?? []).filter((each) => packages.has(each.package)).map((each) => ({ ...each, persona: id })),
  );

/** Variables that the libraries of an app read by themselves, as expressions. */
export const libraryVariables = (
  project: Project,
  personas: readonly PersonaId[],
  origin: string,
): readonly { readonly name: string; readonly value: string; readonly place: string }[] =>
  usedBy(project)
    .filter(({ persona }) => personas.includes(persona))
    .flatMap(({ persona, variables, package: place }) =>
      Object.entries(variables).map(([name, role]) => ({ name, value: expressionOf(role, persona, origin), place })),
    );

/** Routes that the libraries of an app make by themselves. */
export const libraryVerbs = (project: Project): VerbGuesses => {
  const routes = usedBy(project).flatMap(({ routes, package: place }) =>
    Object.entries(routes).map(([role, path]) => [role, { value: { method: 'GET', path }, place }] as const),
  );
  return Object.fromEntries(routes);
};
