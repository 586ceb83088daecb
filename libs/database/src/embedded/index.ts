export { attachEmbeddedPostgres } from './attach';
export { EmbeddedPostgresError } from './error';
export { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start';
