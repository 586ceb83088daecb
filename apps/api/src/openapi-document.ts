import { type INestApplication } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';

const ROLES_SCHEME =
  'With AUTH_MODE=trust-header: the roles of the caller separated by commas, e.g. API_KEY, as a gateway in front has verified ' +
  'them. It may also send x-auth-orgs (the organizations that the caller is limited to, separated by commas) and ' +
  'x-auth-subject (the name of the caller, for the audit), and must send x-gateway-secret where GATEWAY_SECRET is set.';

const BEARER_SCHEME =
  'With AUTH_MODE=jwt: a signed token of the issuer for this service. Its claims have the roles and the organizations of the ' +
  'caller; without organizations it allows none. The x-auth headers are ignored.';

/** The OpenAPI document of the application. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Padron')
    .setDescription('The customer registry of a telecom operator: customers of many organizations, API v4.')
    .setVersion('4')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-auth-roles', description: ROLES_SCHEME }, 'roles')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: BEARER_SCHEME }, 'bearer')
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** Serves the document at `/openapi.json` and the Swagger console at `/docs`, which keeps the roles once they are set. */
export function serveDocs(app: NestFastifyApplication): void {
  const document = openApiDocument(app);
  // The module's own route writes the document anew for every request, which anybody may send.
  const bytes = Buffer.from(JSON.stringify(document));
  app.getHttpAdapter().get('/openapi.json', (_request, reply: FastifyReply) => {
    void reply.type('application/json; charset=utf-8').send(bytes);
  });
  SwaggerModule.setup('docs', app, document, {
    raw: false,
    customSiteTitle: 'Padron',
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true, displayRequestDuration: true },
  });
}
