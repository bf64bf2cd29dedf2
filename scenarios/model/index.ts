/** The words of the harness: types, schemas and the functions that declare things. A leaf beside `provider/model`. */
export * from './app.ts';
export * from './basis.ts';
export * from './dialects/index.ts';
export * from './expectation.ts';
export * from './guessing.ts';
export * from './reading.ts';
export * from './rule.ts';
export * from './run-result.ts';
export * from './scenario.ts';
export * from './telling.ts';
export * from './token-endings.ts';
export * from './verdict.ts';
