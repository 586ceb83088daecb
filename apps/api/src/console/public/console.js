// Makes Swagger UI run the whole life of a customer without typing: loaded before the page starts it.
'use strict';

/** Operations that make something, and the path parameter of the others that its id is for. */
const MAKERS = { createCustomer: 'customer_id', addCreditCard: 'card_id' };

/** The page that starts Swagger UI can hand over values, but no code. */
const start = window.SwaggerUIBundle;
window.SwaggerUIBundle = Object.assign((options) => {
  const system = start({ ...options, plugins: [consolePlugin] });
  callAsFirstRoles(system);
  renewKeys(system);
  return system;
}, start);

function consolePlugin() {
  return {
    statePlugins: { spec: { wrapActions: { setResponse: rememberMade, changeParamByIdentity: changeByName } } },
  };
}

/** Unless others are kept from the last visit. */
function callAsFirstRoles({ getConfigs, specSelectors, authSelectors, authActions }) {
  const value = getConfigs().firstRoles;
  if (value === undefined || authSelectors.authorized().size > 0) return;
  const schema = specSelectors.specJson().getIn(['components', 'securitySchemes', 'roles']);
  authActions.authorize({ roles: { name: 'roles', schema, value } });
}

/** Puts the id of what was made into every field that wants it. */
function rememberMade(setResponse, system) {
  return (path, method, response) => {
    setResponse(path, method, response);
    const { operationId } = operationsOf(system).find((each) => each.path === path && each.method === method) ?? {};
    const parameter = MAKERS[operationId];
    if (parameter === undefined || response.status !== 201) return;
    fillIn(system, 'path', parameter, () => response.obj.id);
    renewKeys(system);
  };
}

/** A key that was used would only bring the answer of its first use again. */
function renewKeys(system) {
  fillIn(system, 'header', 'Idempotency-Key', randomKey);
}

/** Swagger UI keeps what is typed apart from what is filled in, and prefers it for ever; under one name the last one counts. */
function changeByName(_changeParamByIdentity, { specActions }) {
  return (pathAndMethod, parameter, value, isXml) =>
    specActions.changeParam(pathAndMethod, parameter.get('name'), parameter.get('in'), value, isXml);
}

function fillIn({ specActions, ...system }, place, name, valueOf) {
  for (const { path, method, parameters } of operationsOf(system)) {
    if (parameters.some((parameter) => parameter.in === place && parameter.name === name)) {
      specActions.changeParam([path, method], name, place, valueOf(), false);
    }
  }
}

function operationsOf({ specSelectors }) {
  const { paths = {}, components = {} } = specSelectors.specJson().toJS();
  const resolve = (parameter) => components.parameters?.[parameter.$ref?.split('/').pop()] ?? parameter;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [] }]) => {
      return { path, method, operationId, parameters: parameters.map(resolve) };
    }),
  );
}

/** Not randomUUID(): browsers have that only for https and the host itself. */
function randomKey() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
