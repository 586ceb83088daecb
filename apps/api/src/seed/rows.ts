import { type Act, memberNames } from '@app/common';
import { v7 as uuidv7 } from 'uuid';
import { createValues } from '../customers/customer-row';
import { CREATE_CUSTOMER_BODY, type CreateCustomer } from '../customers/customers.dto';
import { auditValues } from '../writes/audited.statements';
import { type BatchRow } from './seed.statements';

const membersOf = memberNames(CREATE_CUSTOMER_BODY);

/** Rows of the tables that a create writes, as COPY reads them. */
export interface Rows {
  readonly customers: string;
  readonly documents: string;
  readonly auditEntries: string;
}

/**
 * What creating these customers by the API would have written: the values come from the same functions.
 * @param batch of the transaction that will have them
 */
export function rowsOf(org: string, bodies: readonly CreateCustomer[], { generation, xid, at }: BatchRow): Rows {
  let [customers, documents, auditEntries] = ['', '', ''];
  for (const body of bodies) {
    const id = uuidv7();
    const values = createValues(org, id, body);
    const [number, type] = values.splice(-2);
    customers += line(values);
    if (number !== undefined) documents += line([org, id, number, type]);
    auditEntries += line([org, generation, xid, at, id, ...auditValues(actOf(body))]);
  }
  return { customers, documents, auditEntries };
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

/** One row in COPY's text format (PostgreSQL, "File Formats"). */
function line(values: readonly unknown[]): string {
  return values.map(field).join('\t') + '\n';
}

function field(value: unknown): string {
  if (value === undefined || value === null) return '\\N';
  const text = Array.isArray(value)
    ? `{${value.map((item) => JSON.stringify(item)).join()}}`
    : `${value as string | number}`;
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (special) => ESCAPES[special] ?? '') : text;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
