import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiErrors, Public } from '@app/common';
import { HealthService } from './health.service';

/** The answer of a healthy process. */
export class HealthResponse {
  @ApiProperty({ example: 'ok' })
  status!: string;
}

/** What orchestrators and load balancers ask. */
@ApiTags('Health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Tell whether the process runs' })
  @ApiOkResponse({ type: HealthResponse, description: 'It runs' })
  @ApiErrors()
  live(): HealthResponse {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Tell whether the service takes requests' })
  @ApiOkResponse({ type: HealthResponse, description: 'It does: the store is writable and migrated' })
  @ApiErrors()
  async ready(): Promise<HealthResponse> {
    await this.health.mustBeReady();
    return { status: 'ok' };
  }
}
