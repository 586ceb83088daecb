import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type ConnectionOptions, dataSourceOptions } from './data-source';
import { Database } from './database';
import { timeoutsFor } from './deadline';
import { isConnectionTimeout } from './postgres-errors';

/** How often a start tries to connect: on a busy machine the first connection may take longer than a request may wait for one. */
const TRIES = 5;
/** Between two of them. */
const PAUSE_MS = 200;

/** Gives every module the DataSource and the {@link Database}. */
@Module({})
export class DatabaseModule {
  /** @param options the connection, and whether statements are prepared */
  static forRoot(options: ConnectionOptions & { readonly prepared: boolean }): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(options),
          retryAttempts: TRIES,
          retryDelay: PAUSE_MS,
          toRetry: isConnectionTimeout,
        }),
      ],
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
