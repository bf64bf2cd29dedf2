type Params = Readonly<Record<string, string>>;

/** What `auth_type` asks for, several with commas between them: `rerequest`, `reauthenticate`, `reauthorize`. */
export const authTypesOf = ({ auth_type: types = '' }: Params): readonly string[] => types.split(/[\s,]+/).filter(Boolean);
