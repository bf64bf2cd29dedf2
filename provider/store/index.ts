/** Where a world's state lives. A store keeps rows and tombstones and knows nothing of OAuth or time. */
export { createMemoryStore } from './memory.ts';
export type { Death, NewRow, Row, RowKeys, RowOwner, Store, WorldStore } from './store.ts';
