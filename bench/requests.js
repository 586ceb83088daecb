// The requests of the benchmark, as bytes.
'use strict';
const { Buffer } = require('node:buffer');

const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const [NIF_PLACE, KEY_PLACE] = ['########@', 'bench-key-########'];

/** The request example of the published page. */
const CUSTOMER = {
  type: 'PRIVATE_CUSTOMER',
  preferred_language: 'es',
  segment: 'CONSUMER',
  contact_info: {
    phone_numbers: [{ country_code: '+34', number: '615667898', type: 'MOBILE', is_default: true }],
    emails: [{ email: 'email@example.com', is_default: true }],
    postal_address: {
      address_lines: ['Calle Mayor 2, 3º A'],
      postal_code: '28039',
      locality: 'Fuenlabrada',
      administrative_area: 'Madrid',
      region_code: 'ES',
    },
  },
  personal_info: {
    identity_document: { number: NIF_PLACE, type: 'NIF' },
    name: 'Antonio',
    first_surname: 'Benavente',
    second_surname: 'Blanco',
    gender: 'MALE',
    nationality: 'ES',
    birthdate: '2022-01-01',
  },
};

let counter = 0;

/**
 * Makes the requests of one connection: each creates a customer whose document, and Idempotency-Key if it is to have one, no
 * other request of this process has. All are of one length, so they are written into the same bytes one after the other: the
 * client runs on the processors that it measures.
 */
function createRequests({ isKeyed }) {
  const bytes = Buffer.from(text(isKeyed));
  const [nifAt, keyAt] = [bytes.indexOf(NIF_PLACE), bytes.indexOf(KEY_PLACE)];
  return function next() {
    const number = counter++;
    const digits = String(number).padStart(8, '0');
    bytes.write(digits + NIF_LETTERS[number % 23], nifAt, 'latin1');
    if (isKeyed) bytes.write(digits, keyAt + KEY_PLACE.length - digits.length, 'latin1');
    return bytes;
  };
}

function text(isKeyed) {
  const body = JSON.stringify(CUSTOMER);
  const head = [
    'POST /v4/orgs/telco/customers HTTP/1.1',
    'host: 127.0.0.1',
    'x-auth-roles: AGENT',
    'x-auth-subject: agent-1001',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(isKeyed ? [`idempotency-key: ${KEY_PLACE}`] : []),
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

module.exports = { createRequests };
