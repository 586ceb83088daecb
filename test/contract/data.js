'use strict';

/** The organization of the data. */
exports.ORG = 'telco';

/** The document and the emails by which customers are found. */
exports.FOUND = { number: '12345678Z', email: 'found@example.com', external_id: 'crm-found' };

const PAGES_OF_AUDIT = 2;
const ENTRIES_OF_A_PAGE = 50;

/** Makes what the operations need to be there. @returns the ids that paths name, and the cursor of a second page */
exports.makeData = async function makeData(service) {
  const customers = `/v4/orgs/${exports.ORG}/customers`;
  const send = async (method, target, body) => {
    const headers = { 'x-auth-roles': 'ADMIN', ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${service}${target}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${target} is ${answer.status}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const create = async (section, type, info, more = {}) =>
    (await send('POST', customers, { type, [section]: info, ...more })).id;
  const person = (type, number) => ({
    identity_document: { type, number },
    name: 'Antonio',
    first_surname: 'Benavente',
  });

  const postal_address = {
    address_lines: ['Calle Mayor 2'],
    locality: 'Fuenlabrada',
    region_code: 'ES',
    postal_code: '28039',
  };
  const contact_info = { emails: [{ email: exports.FOUND.email }], postal_address };
  const customer_id = await create('personal_info', 'PRIVATE_CUSTOMER', person('NIF', exports.FOUND.number), {
    contact_info,
    external_id: exports.FOUND.external_id,
  });
  const one = `${customers}/${customer_id}`;
  const card = {
    token: 'tok_found',
    provider: 'acme-pay',
    brand: 'VISA',
    last_four: '1111',
    expiration_date: '2099-12',
  };
  const { id: card_id } = await send('POST', `${one}/credit-cards`, card);
  for (let writes = 0; writes < PAGES_OF_AUDIT * ENTRIES_OF_A_PAGE; writes++) {
    await send('PATCH', one, { segment: `SEGMENT_${writes}` });
  }
  const { next_cursor: cursor } = await send('GET', `${one}/audit`);
  const foreigner = await create('personal_info', 'PRIVATE_CUSTOMER', person('NIE', 'X1234567L'));
  const held = await create('personal_info', 'PRIVATE_CUSTOMER', person('PASSPORT', 'AAA000001'));
  await send('PUT', `${customers}/${held}/holds/billing`);
  return { customer_id, card_id, cursor, foreigner, held };
};
