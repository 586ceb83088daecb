'use strict';
const { FOUND } = require('./data');
const { LONG, only } = require('./values');

const TAKE_NULL = [
  'CreatePrivateCustomer',
  'CreateCorporateCustomer',
  'CreateDigitalCustomer',
  'ContactInfo',
  'PhoneNumber',
  'PostalAddress',
  'PersonalInfo',
  'CompanyInfo',
  'DigitalPersonalInfo',
  'AssociatedUser',
  'AddCreditCardRequest',
];

/** Narrows the schemas of requests, in place. */
exports.narrowSchemas = function narrowSchemas(schemas) {
  const set = (name, member, schema) => (schemas[name].properties[member] = schema);
  const drop = (name, member) => delete schemas[name].properties[member];

  // The check character decides.
  set('PersonalIdentityDocument', 'type', only('NIF'));
  set('PersonalIdentityDocument', 'number', only(LONG.NIF));
  set('IdentityDocument', 'type', only('PASSPORT'));
  set('IdentityDocument', 'number', only(LONG.PASSPORT));
  set('CompanyIdentityDocument', 'type', only('CIF'));
  set('CompanyIdentityDocument', 'number', only(LONG.CIF));
  set('ConvertNieToNifRequest', 'nif', only(LONG.NEW_NIF));
  // A NIF wants a first surname, and a patch may not clear it.
  schemas.PersonalInfo.required.push('first_surname');
  schemas.PatchPersonalInfo.properties.first_surname.type = 'string';
  // A Spanish address wants a postal code, and a patch may not clear it.
  schemas.PostalAddress.required.push('postal_code');
  for (const name of ['PostalAddress', 'PatchPostalAddress']) {
    set(name, 'region_code', only('ES'));
    set(name, 'postal_code', only('28039'));
  }
  // The number decides whether it is one of that country, and of what type; of a list, one item is the default.
  set('PhoneNumber', 'country_code', only('+34'));
  set('PhoneNumber', 'number', only('615667898'));
  set('PhoneNumber', 'type', only('MOBILE'));
  for (const name of ['PhoneNumber', 'Email']) drop(name, 'is_default');
  // The month is not over yet.
  set('AddCreditCardRequest', 'expiration_date', only('2099-12'));
  // At least one criterion, and each must find the same customer.
  schemas.CustomerSearchRequest = { type: 'object', properties: { email: only(FOUND.email) }, required: ['email'] };
  for (const kind of ['Private', 'Corporate', 'Digital']) set(`Create${kind}Customer`, 'segment', only(LONG.SEGMENT));
  set('PatchCustomerRequest', 'segment', { ...only(LONG.SEGMENT), type: ['string', 'null'] });
  // The customer is a private one: sections of other types are refused.
  drop('PatchCustomerRequest', 'company_info');
  drop('PatchCustomerRequest', 'digital_personal_info');
  // All words in all combinations would be a hundred thousand requests.
  schemas.CountryCode.enum = ['ES'];
  schemas.LanguageCode.enum = ['es'];
  schemas.AddCreditCardRequest.properties.brand.enum = ['VISA', 'AMEX'];
  // Null counts as absent where a member is optional (contract §1, Strings).
  for (const name of TAKE_NULL) takeNull(schemas[name]);
};

function takeNull({ properties, required = [] }) {
  for (const [name, schema] of Object.entries(properties)) {
    if (required.includes(name)) continue;
    if (schema.type === undefined || schema.type === 'array') properties[name] = { anyOf: [schema, { type: 'null' }] };
    else Object.assign(schema, { type: [schema.type, 'null'] }, schema.enum && { enum: [...schema.enum, null] });
  }
}
