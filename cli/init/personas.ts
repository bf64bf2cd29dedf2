import type { PersonaId } from '../../provider/model/index.ts';
import type { Project } from './project.ts';

/** How the sources of an app show that it offers a provider. */
const SIGNS: readonly { readonly id: PersonaId; readonly sign: RegExp; readonly variable: RegExp }[] = [
  {
    id: 'google',
    sign: /passport-google|accounts\.google\.com|oauth2\.googleapis\.com|providers\/google|GoogleProvider|google-auth-library|\bgoogleapis\b|GOOGLE_|['"`]google['"`]|make_google_blueprint|GOOGLE_CONFIGURATION/,
    variable: /GOOGLE|GSI|GCP/,
  },
  {
    id: 'facebook',
    sign: /passport-facebook|(?:www|graph)\.facebook\.com|providers\/facebook|FacebookProvider|FACEBOOK_|['"`]facebook['"`]|make_facebook_blueprint|FACEBOOK_CONFIGURATION/,
    variable: /FACEBOOK|(?:^|_)FB(?:_|$)/,
  },
];

/** The providers that the app offers; empty when none shows. */
export const personasOf = ({ sources, packages }: Project): readonly PersonaId[] => {
  const texts = [...sources.map(({ text }) => text), ...packages];
  return SIGNS.filter(({ sign }) => texts.some((text) => sign.test(text))).map(({ id }) => id);
};

/** The provider that a variable is named after; undefined for one that names none. */
export const personaInName = (variable: string): PersonaId | undefined => SIGNS.find((each) => each.variable.test(variable))?.id;
