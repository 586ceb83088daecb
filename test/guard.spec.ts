import { Controller, Get } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Authenticator, Clock, createAuthenticator, loadSettings, Public, RolesGuard } from '@app/common';
import { ErrorFilter } from '../apps/api/src/http/error.filter';
import { SETTINGS } from '../apps/api/src/tokens';

@Controller('undeclared')
class UndeclaredController {
  @Get()
  forgotten(): string {
    return 'secret';
  }

  @Get('public')
  @Public()
  declared(): string {
    return 'open';
  }
}

describe('the guard', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      controllers: [UndeclaredController],
      providers: [
        { provide: SETTINGS, useValue: loadSettings({}) },
        { provide: Authenticator, useValue: createAuthenticator(loadSettings({}), new Clock()) },
        { provide: APP_GUARD, useClass: RolesGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterAll(() => app.close());

  it('fails closed: a route that declares no access is refused even to ADMIN', async () => {
    const answer = await app.inject({ url: '/undeclared', headers: { 'x-auth-roles': 'ADMIN,API_KEY' } });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ errors: [{ error: { code: 'MCUS.403.001' } }] });
  });

  it('lets everybody to a public route', async () => {
    expect((await app.inject({ url: '/undeclared/public' })).body).toBe('open');
  });
});
