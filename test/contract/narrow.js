'use strict';
const { ORG } = require('./data');
const { narrowSchemas } = require('./narrow-schemas');
const { lengthen, LONG, only } = require('./values');

/** What a client has already, If-None-Match, is left out: it makes a 304 of the 200 that the tester wants. */
const HEADERS = ['Idempotency-Key', 'If-Match', 'x-audit-reason'];

/**
 * Makes the document for a tester that takes every value which a schema allows for one that succeeds, and every other for
 * one that is refused. What JSON Schema cannot say (check characters, what is there, what excludes what) is narrowed to
 * values that do succeed; what is lenient by contract is widened. Answers are held against the schemas as they are served.
 * Each change has its reason.
 */
exports.narrow = function narrow(served, ids) {
  const document = structuredClone(served);
  keepShown(document);
  for (const operation of operationsOf(document)) {
    for (const media of Object.values(operation.requestBody?.content ?? {}))
      media.examples = lengthen(media.examples ?? {});
    // A service has one AUTH_MODE; this one believes the gateway's header.
    if (operation.security) operation.security = [{ roles: [] }];
    const parameters = (operation.parameters ?? []).map((each) => structuredClone(resolve(document, each)));
    // Of two headers, all pairs of values would be tried with every body: each operation has the first of these.
    const header = HEADERS.find((each) => parameters.some(({ name }) => name === each));
    operation.parameters = parameters.filter((each) => each.in !== 'header' || each.name === header);
    narrowParameters(operation, ids);
  }
  delete document.components.securitySchemes.bearer;
  // Every word is good for a new organization or hold, also a number or `true`: here they have one name.
  literalPath(document, '/v4/orgs/{org_id}', 'put', { org_id: 'contract' });
  literalPath(document, '/v4/orgs/{org_id}/customers/{customer_id}/holds/{name}', 'put', { name: 'billing' });
  // Its type and number go together, and differ from those of the other example.
  for (const { examples } of bodiesOf(document, '/v4/orgs/{org_id}/customers/{customer_id}/identity-document', 'put')) {
    delete examples.correction;
  }
  // They find customers that the examples of createCustomer make.
  for (const body of bodiesOf(document, '/v4/orgs/{org_id}/customers/search', 'post')) delete body.examples;
  // Each example is tried in all combinations of the others' members.
  for (const { examples } of bodiesOf(document, '/v4/orgs/{org_id}/customers/{customer_id}', 'patch')) {
    for (const name of Object.keys(examples)) if (name !== 'published') delete examples[name];
  }
  // The tester accepts anything.
  delete document.paths['/errors'].get.responses['200'].content['application/json'];
  narrowSchemas(document.components.schemas);
  return document;
};

/** Gives all answers schemas of their own. */
function keepShown(document) {
  const shown = (part) => JSON.parse(JSON.stringify(part).replaceAll('#/components/schemas/', '$&Shown'));
  const { schemas, responses } = document.components;
  for (const [name, schema] of Object.entries(shown(schemas))) schemas[`Shown${name}`] = schema;
  document.components.responses = shown(responses);
  for (const operation of operationsOf(document)) operation.responses = shown(operation.responses);
  // The tester would want headers in the examples of answers, and OpenAPI has no place for them.
  for (const { content = {} } of responsesOf(document)) {
    for (const media of Object.values(content)) delete media.examples;
  }
  // It takes a slash at the beginning of a pattern for a delimiter.
  for (const { headers = {} } of responsesOf(document)) {
    for (const { schema } of Object.values(headers)) {
      if (schema?.pattern?.startsWith('^/')) schema.pattern = schema.pattern.replace(/^\^(.*)\$$/, '^($1)$');
    }
  }
}

function narrowParameters(operation, ids) {
  const { operationId } = operation;
  for (const parameter of operation.parameters) {
    const value = valueOf(parameter.name, operationId, ids);
    if (value !== undefined) parameter.schema = only(value);
  }
  if (operationId !== 'searchCustomers') return;
  // A query cannot say "at least one of": the document is always given here, and the email in searches by body.
  operation.parameters = operation.parameters.filter(({ name }) => name !== 'email');
  operation.parameters.find(({ name }) => name === 'identity_document').required = true;
}

/** What a parameter must be to find what is there; undefined: whatever its schema allows. */
function valueOf(name, operationId, ids) {
  // Only one customer has a NIE, and only one has a hold.
  const customer = { convertNieToNif: ids.foreigner, listHolds: ids.held, deleteHold: ids.held }[operationId];
  const values = {
    org_id: ORG,
    customer_id: customer ?? ids.customer_id,
    card_id: ids.card_id,
    name: 'billing',
    cursor: ids.cursor,
    'If-Match': '*',
    identity_document: LONG.FOUND,
    identity_document_type: 'NIF',
  };
  return values[name];
}

function literalPath(document, template, method, values) {
  const { [method]: operation, ...others } = document.paths[template];
  const target = Object.entries(values).reduce((at, [name, value]) => at.replace(`{${name}}`, value), template);
  operation.parameters = operation.parameters.filter(({ name }) => !(name in values));
  document.paths[template] = others;
  document.paths[target] = { ...document.paths[target], [method]: operation };
}

function bodiesOf(document, path, method) {
  return Object.values(document.paths[path][method].requestBody.content);
}

function operationsOf(document) {
  return Object.values(document.paths).flatMap((item) => Object.values(item));
}

function responsesOf(document) {
  const ofOperations = operationsOf(document).flatMap(({ responses }) => Object.values(responses));
  return [...Object.values(document.components.responses), ...ofOperations];
}

function resolve(document, part) {
  return part.$ref === undefined
    ? part
    : part.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], document);
}
