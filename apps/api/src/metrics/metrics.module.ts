import { type DynamicModule, Module } from '@nestjs/common';
import { Metrics } from './metrics';
import { MetricsController } from './metrics.controller';

/** Metrics of the process. */
@Module({})
export class MetricsModule {
  /** @param hasRoute whether the service itself answers `/metrics`; otherwise a port of its own does */
  static forRoot(hasRoute: boolean): DynamicModule {
    return {
      module: MetricsModule,
      controllers: hasRoute ? [MetricsController] : [],
      providers: [Metrics],
      exports: [Metrics],
    };
  }
}
