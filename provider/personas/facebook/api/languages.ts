type Texts = Readonly<Record<string, string>>;

/** Messages in other languages than English, by code and subcode. They are ours: Facebook's own are not recorded. */
const LANGUAGES: Readonly<Record<string, Texts>> = {
  de_DE: {
    '4': '(#4) Das Anfragelimit der App wurde erreicht',
    '200': '(#200) Der Nutzer hat die Anwendung nicht zu dieser Handlung berechtigt',
    '190/458': 'Fehler beim Prüfen des Zugriffsschlüssels: Der Nutzer hat die Anwendung nicht autorisiert.',
    '190/460':
      'Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist ungültig, weil der Nutzer sein Passwort geändert hat oder Facebook die Sitzung aus Sicherheitsgründen geändert hat.',
    '190/463': 'Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist abgelaufen.',
    '190/467': 'Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist ungültig, weil sich der Nutzer abgemeldet hat.',
  },
  es_ES: {
    '4': '(#4) Se alcanzó el límite de solicitudes de la aplicación',
    '200': '(#200) El usuario no ha autorizado a la aplicación a realizar esta acción',
    '190/458': 'Error al validar el identificador de acceso: El usuario no ha autorizado la aplicación.',
    '190/460':
      'Error al validar el identificador de acceso: La sesión se invalidó porque el usuario cambió la contraseña o Facebook cambió la sesión por motivos de seguridad.',
    '190/463': 'Error al validar el identificador de acceso: La sesión ha caducado.',
    '190/467': 'Error al validar el identificador de acceso: La sesión no es válida porque el usuario la cerró.',
  },
};

/** Languages in which some errors are told. */
export const LOCALES = Object.keys(LANGUAGES);

/** The message of an error in a language; undefined where it stays in English. */
export const localised = (locale: string, code: number, subcode: number | undefined): string | undefined => {
  const texts = Object.hasOwn(LANGUAGES, locale) ? LANGUAGES[locale] : undefined;
  return texts?.[subcode === undefined ? String(code) : `${code}/${subcode}`] ?? texts?.[String(code)];
};
