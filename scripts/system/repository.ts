import path from 'node:path';

/** The repository's own folder. */
export const repository = path.resolve(import.meta.dirname, '../..');
