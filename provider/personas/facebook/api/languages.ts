type Texts = Readonly<Record<string, string>>;

/** Translated messages by code and subcode. The texts are ours, because Facebook's are not recorded. */
const LANGUAGES: Readonly<Record<string, Texts>> = {
  de_DE: {
    '4': '(#4) Das Anfragelimit der App wurde erreicht',
    '200': '(#200) Der Nutzer hat die Anwendung nicht zu dieser Handlung berechtigt',
    '190/458': 'Fehler beim Prüfen des Zugriffsschlüssels: Der Nutzer hat die Anwendung nicht autorisiert.',
    '190/460':
      'Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist ungültig, weil der Nutzer sein Passwort geändert hat oder Facebook die Sitzung aus Sicherheitsgründen geändert hat.',
    '190/463': 'Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist abgelaufen.',
    '190/467': 'Fehler beim Prüfen des Zugriffsschlüssels: Die Sitzung ist ungültig, weil sich der Nutzer abgemeldet hat.',
    '1349048': 'URL kann nicht geladen werden: Die Domain dieser URL gehört nicht zu den Domains der App.',
    '1349126': 'App nicht eingerichtet: Diese App ist noch im Entwicklungsmodus, und du hast keinen Zugriff darauf.',
    '1349168': 'URL blockiert: Die Weiterleitungs-URI steht nicht in den Client-OAuth-Einstellungen der App.',
    '1349186': 'Funktion nicht verfügbar: Diese App fragt nach Berechtigungen, für die sie nicht freigegeben wurde.',
    '1349187': 'Unsichere Anmeldung blockiert: Auf einer unsicheren Seite kannst du dich nicht bei dieser App anmelden.',
  },
  es_ES: {
    '4': '(#4) Se alcanzó el límite de solicitudes de la aplicación',
    '200': '(#200) El usuario no ha autorizado a la aplicación a realizar esta acción',
    '190/458': 'Error al validar el identificador de acceso: El usuario no ha autorizado la aplicación.',
    '190/460':
      'Error al validar el identificador de acceso: La sesión se invalidó porque el usuario cambió la contraseña o Facebook cambió la sesión por motivos de seguridad.',
    '190/463': 'Error al validar el identificador de acceso: La sesión ha caducado.',
    '190/467': 'Error al validar el identificador de acceso: La sesión no es válida porque el usuario la cerró.',
    '1349048': 'No se puede cargar la URL: El dominio de esta URL no está incluido en los dominios de la aplicación.',
    '1349126': 'Aplicación no configurada: Esta aplicación sigue en modo de desarrollo y no tienes acceso a ella.',
    '1349168': 'URL bloqueada: La URI de redireccionamiento no está en la configuración de OAuth del cliente de la aplicación.',
    '1349186': 'Función no disponible: Esta aplicación pide permisos para los que no fue aprobada.',
    '1349187': 'Inicio de sesión no seguro bloqueado: No puedes iniciar sesión en esta aplicación desde una página no segura.',
  },
};

/** Languages with translated errors. */
export const LOCALES = Object.keys(LANGUAGES);

/** Returns the translated message of an error. Undefined if there is only English. */
export const localised = (locale: string, code: number, subcode: number | undefined): string | undefined => {
  const texts = Object.hasOwn(LANGUAGES, locale) ? LANGUAGES[locale] : undefined;
  return texts?.[subcode === undefined ? String(code) : `${code}/${subcode}`] ?? texts?.[String(code)];
};
