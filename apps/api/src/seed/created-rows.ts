import { type Act, memberNames } from '@app/common';
import { v7 as uuidv7 } from 'uuid';
import { createValues } from '../customers/customer-row';
import { CREATE_CUSTOMER_BODY, type CreateCustomer } from '../customers/customers.dto';
import { auditValues } from '../writes/audited.statements';
import { CopyRows } from './copy-rows';
import { AUDIT_ENTRIES, type BatchRow, CUSTOMERS, DOCUMENTS } from './seed.statements';

const membersOf = memberNames(CREATE_CUSTOMER_BODY);

/**
 * What creating customers by the API would have written into each table: the values come from the same functions. One batch after
 * another, in the same memory.
 */
export class CreatedRows {
  readonly customers = new CopyRows(CUSTOMERS);
  readonly documents = new CopyRows(DOCUMENTS);
  readonly auditEntries = new CopyRows(AUDIT_ENTRIES);

  constructor(private readonly org: string) {}

  /** Forgets the rows of the last batch, which must have been sent. */
  clear(): void {
    this.customers.clear();
    this.documents.clear();
    this.auditEntries.clear();
  }

  /**
   * Adds the rows of a customer.
   * @param batch of the transaction that will have them
   */
  add(body: CreateCustomer, { generation, xid, at }: BatchRow): void {
    const { org } = this;
    const id = uuidv7();
    const values = createValues(org, id, body);
    const [number, type] = values.splice(-2);
    this.customers.add(values);
    if (number !== undefined) this.documents.add([org, id, number, type]);
    this.auditEntries.add([org, generation, xid, at, id, ...auditValues(actOf(body))]);
  }
}

/** As of a create by an integration. */
function actOf(body: CreateCustomer): Act {
  return {
    operation: 'createCustomer',
    roles: ['API_KEY'],
    subject: undefined,
    requestId: uuidv7(),
    members: membersOf(body),
    reason: undefined,
    key: undefined,
  };
}
