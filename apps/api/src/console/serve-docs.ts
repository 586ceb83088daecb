import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type Settings } from '@app/common';
import { type FastifyInstance, type FastifyReply, type onRequestHookHandler, type RouteOptions } from 'fastify';
import { openApiDocument } from '../openapi-document';

const PATH = '/docs';

const OWN_FILES = [
  ['console.js', 'text/javascript'],
  ['accessibility.js', 'text/javascript'],
  ['console.css', 'text/css'],
] as const;

/** Of the console: nothing from elsewhere, and no script in the page itself. Swagger UI sets styles of elements. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Whom the console calls as until somebody presses Authorize; a token cannot be guessed. */
const FIRST_ROLES: Readonly<Record<Settings['authMode'], string | undefined>> = {
  'trust-header': 'API_KEY',
  jwt: undefined,
};

/** Serves the OpenAPI document at `/openapi.json`, and the Swagger console for it at `/docs`. */
export function serveDocs(app: NestFastifyApplication, authMode: Settings['authMode']): void {
  const document = openApiDocument(app);
  // The module's own route writes the document anew for every request, which anybody may send.
  serve(app, '/openapi.json', 'application/json', Buffer.from(JSON.stringify(document)));
  serveConsole(app, document, FIRST_ROLES[authMode]);
}

function serveConsole(app: NestFastifyApplication, document: OpenAPIObject, firstRoles: string | undefined): void {
  const instance: FastifyInstance = app.getHttpAdapter().getInstance();
  instance.addHook('onRoute', protect);
  for (const [file, type] of OWN_FILES) {
    serve(app, `${PATH}/${file}`, type, readFileSync(join(__dirname, 'public', file)));
  }
  SwaggerModule.setup(PATH, app, document, {
    raw: false,
    customSiteTitle: 'Padron',
    customJs: [`${PATH}/console.js`, `${PATH}/accessibility.js`],
    customCssUrl: `${PATH}/console.css`,
    swaggerOptions: {
      layout: 'BaseLayout',
      tryItOutEnabled: true,
      displayRequestDuration: true,
      displayOperationId: true,
      defaultModelsExpandDepth: 0,
      // Roles are no secret. A token is one: it ends with the page.
      persistAuthorization: firstRoles !== undefined,
      firstRoles,
    },
  });
}

function serve(app: NestFastifyApplication, path: string, type: string, bytes: Buffer): void {
  app.getHttpAdapter().get(path, (_request, reply: FastifyReply) => {
    void reply.type(`${type}; charset=utf-8`).send(bytes);
  });
}

/** Adds the policy to the answers of the console's routes; a hook on requests would cost all others, too. */
function protect(route: RouteOptions): void {
  if (!route.url.startsWith(PATH)) return;
  const addPolicy: onRequestHookHandler = (_request, reply, done) => {
    void reply.header('content-security-policy', POLICY).header('x-content-type-options', 'nosniff');
    done();
  };
  route.onRequest = [route.onRequest ?? [], addPolicy].flat();
}
