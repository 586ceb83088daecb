import { compile } from '@app/common';
import { Database, type Query } from '@app/database';
import { CustomersService } from '../../apps/api/src/customers/customers.service';
import { type CustomerSearchRequest } from '../../apps/api/src/customers/customer-search.dto';
import {
  CREATE_CUSTOMER_BODY,
  type CreateCustomer,
  PatchCustomerRequest,
} from '../../apps/api/src/customers/customers.dto';
import { ExistingCustomers } from '../../apps/api/src/customers/existing-customers';
import { creditCard, digitalCustomer, email, externalId, nif, privateCustomer } from '../factories';
import { act, type Cast, KEYS } from './contents';
import { parsed } from './parsed';
import { type Call, type Calls, type Stage } from './scenarios';

const fresh = { number: nif(), email: email(), external_id: externalId(), token: String(creditCard()['token']) };
const withDocument = (number: string): object =>
  privateCustomer({ personal_info: { identity_document: { type: 'NIF', number } } });
const withEmail = (address: string): object => digitalCustomer({ digital_personal_info: { email: address } });

const create =
  (body: (cast: Cast) => object, key?: string): Call =>
  ({ get, org, cast }) =>
    get(CustomersService).create(
      org,
      parsed<CreateCustomer>(CREATE_CUSTOMER_BODY.parse, body(cast)),
      act('createCustomer', key === undefined ? undefined : [key, cast.fingerprint]),
    );

const search =
  (criteria: (cast: Cast) => CustomerSearchRequest): Call =>
  ({ get, org, cast }) =>
    get(CustomersService).search(org, criteria(cast), '/');

const patch =
  (who: (cast: Cast) => { id: string }, body: (cast: Cast) => object, allowed?: string[]): Call =>
  ({ get, org, cast }) => {
    const parse = compile(PatchCustomerRequest);
    return get(CustomersService).patch(org, who(cast).id, parsed(parse, body(cast)), allowed, act('patchCustomer'));
  };

const remove =
  (who: (cast: Cast) => { id: string }, allowed?: string[]): Call =>
  ({ get, org, cast }) =>
    get(CustomersService).remove(org, who(cast).id, allowed, act('deleteCustomer'));

/** Every customer of the cast, one call for each. */
const each = (call: (stage: Stage, id: string) => Promise<unknown>): Record<string, Call> =>
  Object.fromEntries(
    (['person', 'foreigner', 'digital', 'only'] as const).map((who) => [
      `the ${who}`,
      (stage: Stage) => call(stage, stage.cast[who].id),
    ]),
  );

const locked = ({ get }: Stage, work: (query: Query) => Promise<unknown>): Promise<unknown> =>
  get(Database).work().transaction(work);

/** Calls of the customers' own services. */
export const CUSTOMERS: Calls = {
  'CustomersService.create': {
    'all anew': create(() => withDocument(fresh.number)),
    'with a document': create(({ person }) => withDocument(person.number)),
    'with a retired document': create(({ person }) => withDocument(person.retired ?? '')),
    'with an external id': create(({ person: { external_id } }) => ({ ...withDocument(fresh.number), external_id })),
    'with a digital email': create(({ only }) => withEmail(only.email)),
    'with a new key': create(() => withEmail(fresh.email), 'key-3'),
    'with the first key': create(() => withEmail(fresh.email), KEYS[0]),
    'with the second key': create(() => withEmail(fresh.email), KEYS[1]),
  },
  'CustomersService.search': {
    'by document': search(({ person }) => ({ identity_document: person.number })),
    'by retired document': search(({ person }) => ({ identity_document: person.retired ?? '' })),
    'by document and type': search(({ foreigner: { number } }) => ({
      identity_document: number,
      identity_document_type: 'NIE',
    })),
    'by document and email': search(({ person: { number, email } }) => ({ identity_document: number, email })),
    'by document and external id': search(({ person: { number, external_id } }) => ({
      identity_document: number,
      external_id,
    })),
    'by external id': search(({ person: { external_id } }) => ({ external_id })),
    'by external id and email': search(({ digital: { external_id, email } }) => ({ external_id, email })),
    'by external id and type': search(({ foreigner: { external_id } }) => ({
      external_id,
      identity_document_type: 'NIF',
    })),
    'by contact email': search(({ person }) => ({ email: person.email })),
    'by contact email and type': search(({ foreigner }) => ({ email: foreigner.email, identity_document_type: 'NIF' })),
    'by contact email and type of one': search(({ foreigner }) => ({
      email: foreigner.email,
      identity_document_type: 'NIE',
    })),
    'by digital email': search(({ digital }) => ({ email: digital.email })),
    'by digital email of only one': search(({ only }) => ({ email: only.email })),
  },
  'CustomersService.read': each(({ get, org }, id) => get(CustomersService).read(org, id)),
  'CustomersService.patch': {
    'a member': patch(
      ({ person }) => person,
      () => ({ segment: 'VIP' }),
    ),
    'a member of only one': patch(
      ({ only }) => only,
      () => ({ segment: 'VIP' }),
    ),
    'a version': patch(
      ({ free }) => free,
      () => ({ segment: 'VIP' }),
      ['3'],
    ),
    'a part of an address': patch(
      ({ person }) => person,
      () => ({ contact_info: { postal_address: { locality: 'X' } } }),
    ),
    'a section of another type': patch(
      ({ digital }) => digital,
      () => ({ personal_info: { name: 'X' } }),
    ),
    'the first surname': patch(
      ({ foreigner }) => foreigner,
      () => ({ personal_info: { first_surname: null } }),
    ),
    'a new digital email': patch(
      ({ digital }) => digital,
      () => ({ digital_personal_info: { email: fresh.email } }),
    ),
    'a digital email': patch(
      ({ digital }) => digital,
      ({ only }) => ({ digital_personal_info: { email: only.email } }),
    ),
  },
  'CustomersService.remove': {
    'the free': remove(({ free }) => free),
    'the person': remove(({ person }) => person),
    'a version': remove(({ free }) => free, ['3']),
    'only one': remove(({ only }) => only),
  },
  'ExistingCustomers.throwUnknown': each(({ get, org }, id) =>
    get(ExistingCustomers).throwUnknown(get(Database).work(), org, id, 'unknownHold'),
  ),
  'ExistingCustomers.mustExist': each(({ get, org }, id) =>
    get(ExistingCustomers).mustExist(get(Database).work(), org, id),
  ),
  'ExistingCustomers.lock': each((stage, id) =>
    locked(stage, (query) => stage.get(ExistingCustomers).lock(query, stage.org, id, ['1', '3'])),
  ),
  'ExistingCustomers.change': each(({ get, org }, id) =>
    get(ExistingCustomers).change(org, id, undefined, {
      dependsOnState: true,
      attempt: () => Promise.resolve([{ version: 0 }]),
    }),
  ),
};
