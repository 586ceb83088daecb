import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { GUIDE } from './guide';
import { finish } from './openapi/finish';

const ROLES_SCHEME =
  'With AUTH_MODE=trust-header: the roles of the caller separated by commas, e.g. API_KEY, as a gateway in front has verified ' +
  'them. It may also send x-auth-orgs (the organizations that the caller is limited to, separated by commas) and ' +
  'x-auth-subject (the name of the caller, for the audit), and must send x-gateway-secret where GATEWAY_SECRET is set.';

const BEARER_SCHEME =
  'With AUTH_MODE=jwt: a signed token of the issuer for this service. Its claims have the roles and the organizations of the ' +
  'caller; without organizations it allows none. The x-auth headers are ignored. Verified as RFC8725 recommends: the algorithms ' +
  'are fixed, and issuer, audience, expiry, type and key id are checked.';

const TAGS = {
  Customers: 'Create, find, read, change and delete customers',
  'Associated users': 'Who may act for a customer',
  'Credit cards': "Tokens for cards that the payment provider keeps; never a card's number",
  'Identity documents': 'The current document of a customer, and the retired ones',
  Holds: 'Reasons for which a customer must not be deleted',
  Audit: 'Who changed a customer, when and why',
  Organizations: 'Whose customers these are',
  Health: 'For orchestrators and load balancers',
  Service: 'What the service tells of itself',
};

/** The OpenAPI document of the application. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Padron')
    .setDescription(GUIDE)
    .setVersion('4')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', undefined, undefined, { 'x-internal': true })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-auth-roles', description: ROLES_SCHEME }, 'roles')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: BEARER_SCHEME }, 'bearer');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  return finish(SwaggerModule.createDocument(app, builder.build()));
}
