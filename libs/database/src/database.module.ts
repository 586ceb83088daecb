import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ConnectionOptions, dataSourceOptions } from './data-source';
import { Database } from './database';
import { timeoutsFor } from './deadline';

/** Gives every module the DataSource and the {@link Database}. */
@Module({})
export class DatabaseModule {
  /** @param options the connection, and whether statements are prepared */
  static forRoot(options: ConnectionOptions & { readonly prepared: boolean }): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(options), retryAttempts: 0 })],
      providers: [
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) =>
            new Database(dataSource, options.prepared, timeoutsFor(options.requestTimeoutMs)),
        },
      ],
      exports: [Database],
    };
  }
}
