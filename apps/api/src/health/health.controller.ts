import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiPublicErrors, Public } from '@app/common';
import { HealthService } from './health.service';

/** The answer of a healthy process. */
export class HealthResponse {
  @ApiProperty({ enum: ['ok'] })
  status!: string;
}

/** What orchestrators and load balancers ask. */
@ApiTags('Health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({
    operationId: 'getLiveness',
    summary: 'Tell whether the process runs',
    description: 'Asks nothing of the database: restart the process when there is no answer.',
  })
  @ApiOkResponse({ type: HealthResponse, description: 'It runs' })
  @ApiPublicErrors()
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    operationId: 'getReadiness',
    summary: 'Tell whether the service takes requests',
    description:
      '503 while the database cannot be written, lacks a migration, or the process is about to stop: send requests elsewhere.',
  })
  @ApiOkResponse({ type: HealthResponse, description: 'It does: the store is writable and migrated' })
  @ApiPublicErrors('store')
  async ready(): Promise<HealthResponse> {
    await this.health.mustBeReady();
    return { status: 'ok' };
  }
}
