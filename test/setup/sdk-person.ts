import { type Call } from 'padron-sdk';
import { nie, nif } from '../factories';

/** A private customer with the least that the service demands, as the SDK has its type. */
export function person(type: 'NIF' | 'NIE' = 'NIF'): Call<'createCustomer'>['body'] & { type: 'PRIVATE_CUSTOMER' } {
  const identity_document = { type, number: type === 'NIF' ? nif() : nie() };
  return {
    type: 'PRIVATE_CUSTOMER',
    personal_info: { identity_document, name: 'Antonio', first_surname: 'Benavente' },
  };
}
