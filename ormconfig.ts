import { DataSource } from 'typeorm';
import { schemaOptions } from '@app/database';

/** For TypeORM's command line: `DATABASE_URL=… npm run migration:generate -- PATH`. */
export default new DataSource(
  schemaOptions(process.env['MIGRATION_DATABASE_URL'] || process.env['DATABASE_URL'] || ''),
);
