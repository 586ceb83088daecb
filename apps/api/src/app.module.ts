import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Authenticator, Clock, createAuthenticator, InputValidationPipe, RolesGuard, type Settings } from '@app/common';
import { DatabaseModule } from '@app/database';
import { type Logger } from 'pino';
import { AssociatedUsersModule } from './associated-users/associated-users.module';
import { AuditModule } from './audit/audit.module';
import { CreditCardsModule } from './credit-cards/credit-cards.module';
import { CustomersModule } from './customers/customers.module';
import { ErrorsModule } from './errors/errors.module';
import { HealthModule } from './health/health.module';
import { HoldsModule } from './holds/holds.module';
import { Drain } from './http/drain';
import { ErrorFilter } from './http/error.filter';
import { Load, type LoadLimits } from './http/load';
import { BlockedDataModule } from './blocked-data/blocked-data.module';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { IdentityDocumentsModule } from './identity-documents/identity-documents.module';
import { MetricsModule } from './metrics/metrics.module';
import { OrganizationsModule } from './organizations/organizations.module';
import { SETTINGS } from './tokens';

/** What the application is made with. */
export interface AppContext {
  readonly settings: Settings;
  /** Of the running database, embedded or not. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly drain: Drain;
  readonly clock: Clock;
}

/** The whole service. Guard, pipe and filter are providers: tests run the same chain as production. */
@Module({})
export class AppModule {
  static forRoot({ settings, databaseUrl, drain, clock }: Omit<AppContext, 'logger'>): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [
        DatabaseModule.forRoot({
          url: databaseUrl,
          poolMax: settings.databasePoolMax,
          prepared: settings.databasePrepared,
          requestTimeoutMs: settings.requestTimeoutMs,
        }),
        OrganizationsModule,
        CustomersModule,
        AssociatedUsersModule,
        CreditCardsModule,
        IdentityDocumentsModule,
        HoldsModule,
        AuditModule,
        IdempotencyModule,
        BlockedDataModule,
        HealthModule,
        ErrorsModule,
        MetricsModule.forRoot(settings.metricsPort === undefined),
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: Drain, useValue: drain },
        { provide: Load, useValue: new Load(loadLimits(settings)) },
        { provide: Clock, useValue: clock },
        { provide: Authenticator, useValue: createAuthenticator(settings, clock) },
        { provide: APP_GUARD, useClass: RolesGuard },
        { provide: APP_PIPE, useClass: InputValidationPipe },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
      exports: [SETTINGS, Drain, Load, Clock],
    };
  }
}

/** Few enough that those without a connection wait for theirs no longer than they may. */
function loadLimits({ databasePoolMax, requestTimeoutMs }: Settings): LoadLimits {
  const [working, few, begun] = [10 * databasePoolMax, 5 * databasePoolMax, 2 * databasePoolMax];
  return { working, few, begun, delay: requestTimeoutMs / 12 };
}
