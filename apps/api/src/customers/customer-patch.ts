import { compile, DomainError, Violations } from '@app/common';
import { type CustomerType, type Statement } from '@app/database';
import { emailKey } from '@app/domain';
import { type AllowedVersions } from '../http/entity-tag';
import { type PatchContactInfo, PostalAddress } from './contact-info.dto';
import { contactEmailKey, SECTION_OF } from './customer-row';
import { OTHER_SECTION, type PatchCustomerRequest } from './customers.dto';
import { type CustomerState, PATCH_CUSTOMER } from './customers.statements';
import { needsFirstSurname } from './sections.dto';

type SectionName = (typeof SECTION_OF)[CustomerType];

const ADDRESS = '/contact_info/postal_address';
const SECTIONS = (Object.entries(SECTION_OF) as [CustomerType, SectionName][]).map(([type, name]) => ({ type, name }));
const parseAddress = compile(PostalAddress);

/** The statement that patches a customer, and the values before those of blockedValues(). */
export function patchStatement(
  org: string,
  id: string,
  versions: AllowedVersions,
  patch: PatchCustomerRequest,
): [statement: Statement, values: unknown[]] {
  const [section] = sectionsOf(patch);
  const { preferred_language, segment, contact_info } = patch;
  const merge = { preferred_language, segment, ...contact(contact_info), section: section && patch[section.name] };
  const values = [
    org,
    id,
    versions,
    section?.type,
    JSON.stringify(merge),
    newLoginEmailKey(patch),
    contactEmailKey(contact_info?.emails ?? undefined),
  ];
  if (section === undefined) {
    return [contact_info === undefined ? PATCH_CUSTOMER.neither : PATCH_CUSTOMER.contactInfo, values];
  }
  return [contact_info === undefined ? PATCH_CUSTOMER.section : PATCH_CUSTOMER.both, values];
}

/** What the email is compared by that the customer is to authenticate with from now on. */
export function newLoginEmailKey({ digital_personal_info: digital }: PatchCustomerRequest): string | undefined {
  return typeof digital?.email === 'string' ? emailKey(digital.email) : undefined;
}

/** Whether the patch alone does not tell if the result will satisfy the rules (contract §3.5). */
export function dependsOnState(patch: PatchCustomerRequest): boolean {
  const address = patch.contact_info?.postal_address;
  return (
    sectionsOf(patch).length > 1 ||
    newLoginEmailKey(patch) !== undefined ||
    patch.personal_info?.first_surname === null ||
    (isGiven(address) && addressViolations(address).items.length > 0)
  );
}

/**
 * Holds the rules of create against the result of a patch, as far as the patch touches what they speak of.
 * @throws DomainError badRequest
 */
export function checkPatch(patch: PatchCustomerRequest, state: CustomerState): void {
  const address = patch.contact_info?.postal_address;
  const violations = isGiven(address)
    ? addressViolations({ ...state.postal_address, ...address })
    : new Violations('/');
  for (const { type, name } of sectionsOf(patch)) {
    if (type !== state.type) violations.add(`/${name}`, OTHER_SECTION);
  }
  if (patch.personal_info?.first_surname === null && needsFirstSurname(state.document_type)) {
    violations.add('/personal_info/first_surname', 'is required');
  }
  if (violations.items.length > 0) throw new DomainError('badRequest', violations.items);
}

/** The sections that a patch has, each with the type of customer that it belongs to. */
function sectionsOf(patch: PatchCustomerRequest): { type: CustomerType; name: SectionName }[] {
  return SECTIONS.filter(({ name }) => patch[name] !== undefined);
}

/** Clearing contact information is clearing all of its members; an empty list is cleared, too. */
function contact(patch: PatchContactInfo | null | undefined): object {
  if (patch === undefined) return {};
  if (patch === null) return { contact_info: { phone_numbers: null, emails: null, postal_address: null } };
  const { phone_numbers, emails, postal_address } = patch;
  return { contact_info: { phone_numbers: orNull(phone_numbers), emails: orNull(emails), postal_address } };
}

function orNull<T>(list: T[] | null | undefined): T[] | null | undefined {
  return list?.length === 0 ? null : list;
}

/** Of an address as it would be stored; null is absent, as in a create. */
function addressViolations(address: object): Violations {
  const violations = new Violations('/');
  parseAddress(address, ADDRESS, violations);
  return violations;
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}
