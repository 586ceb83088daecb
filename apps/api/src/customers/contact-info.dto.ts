import {
  Choice,
  Flag,
  MergePatch,
  Nested,
  NestedList,
  PatchOf,
  Refine,
  RefineEach,
  type Refuse,
  Text,
  TextList,
  type TextOptions,
} from '@app/common';
import { emailKey, isPrintable, isSpanishPostalCode, parsePhoneNumber, PHONE_TYPES, type PhoneType } from '@app/domain';
import { COUNTRY_CODE } from './person-members';

const DEFAULT_DESCRIPTION = 'Exactly one of the list; the first when none is marked';

/** A phone number (contract §2, §4). */
export class PhoneNumber {
  @Text({ max: 4, pattern: /^\+[1-9]\d{0,2}$/, rule: 'must be + and a country calling code', example: '+34' })
  country_code!: string;

  @Text({
    max: 40,
    description: 'Digits; blanks, dashes, dots, slashes and parentheses are dropped',
    example: '615667898',
  })
  number!: string;

  @Choice(PHONE_TYPES, { optional: true, description: 'Derived from the number when left out', example: 'MOBILE' })
  type?: PhoneType;

  @Flag({ optional: true, description: DEFAULT_DESCRIPTION, example: true })
  is_default?: boolean;
}

/** An email address (contract §2). */
export class Email {
  @Text({ max: 254, holds: isEmail, rule: 'must be an email address', format: 'email', example: 'email@example.com' })
  email!: string;

  @Flag({ optional: true, description: DEFAULT_DESCRIPTION, example: true })
  is_default?: boolean;
}

/** A postal address (contract §2). Locality and province are not checked against the code. */
export class PostalAddress {
  @TextList({ max: 5, each: { max: 100, ...printable(hasNoUndefined) }, example: ['Calle Mayor 2, 3º A'] })
  address_lines!: string[];

  @Text({ max: 100, ...printable(), example: 'Fuenlabrada' })
  locality!: string;

  @Text({ max: 100, ...printable(), optional: true, example: 'Madrid' })
  administrative_area?: string;

  @Text(COUNTRY_CODE)
  region_code!: string;

  @Text({
    max: 20,
    noCardNumber: true,
    holds: (code, address) => (isSpanish(address) ? isSpanishPostalCode(code) : isPrintable(code)),
    rule: 'must be printable; in Spain five digits from 01000 to 52999',
    requiredWhen: isSpanish,
    description: 'Required for ES',
    example: '28039',
  })
  postal_code?: string;
}

/** How a customer is reached (contract §2). */
export class ContactInfo {
  @NestedList(() => PhoneNumber, { max: 10, optional: true })
  @RefineEach(refinePhoneNumber)
  @Refine(withOneDefault)
  phone_numbers?: PhoneNumber[];

  @NestedList(() => Email, { max: 10, optional: true })
  @Refine(withOneDefault)
  emails?: Email[];

  @Nested(() => PostalAddress, { optional: true })
  postal_address?: PostalAddress;
}

/** What a patch may change of a postal address; the result must be a whole one. */
@MergePatch()
export class PatchPostalAddress extends PatchOf(PostalAddress, [
  'address_lines',
  'locality',
  'administrative_area',
  'region_code',
  'postal_code',
]) {}

/** What a patch may change of contact information: a list is replaced, the address is merged (contract §3.5). */
@MergePatch()
export class PatchContactInfo extends PatchOf(ContactInfo, ['phone_numbers', 'emails']) {
  @Nested(() => PatchPostalAddress, { optional: true })
  postal_address?: PatchPostalAddress | null;
}

function isEmail(value: string): boolean {
  return emailKey(value) !== undefined;
}

/** What a program prints when it lost a part of the address (published in the API's other documentation). */
function hasNoUndefined(value: string): boolean {
  return !value.includes('undefined');
}

/** Free text: printable, and no card number in it. */
function printable(alsoHolds?: (value: string) => boolean): TextOptions {
  if (alsoHolds === undefined) return { noCardNumber: true, holds: isPrintable, rule: 'must be printable' };
  return {
    noCardNumber: true,
    holds: (value) => isPrintable(value) && alsoHolds(value),
    rule: 'must be printable and must not contain the word undefined',
  };
}

function isSpanish(address: object): boolean {
  return (address as PostalAddress).region_code === 'ES';
}

const PHONE_RULES = {
  country_code: 'must be an assigned country calling code',
  number: 'must be a possible number of its country_code',
  type: 'must fit the number',
};

function refinePhoneNumber(phone: PhoneNumber, refuse: Refuse): PhoneNumber | undefined {
  const parsed = parsePhoneNumber(phone.country_code, phone.number, phone.type);
  if (!('fault' in parsed)) return { ...parsed, is_default: phone.is_default };
  refuse(PHONE_RULES[parsed.fault], `/${parsed.fault}`);
  return undefined;
}

interface CanBeDefault {
  is_default?: boolean;
}

/** In a list exactly one is the default: the first when none is marked, and two are refused (contract §2). */
function withOneDefault<T extends CanBeDefault>(items: (T | undefined)[], refuse: Refuse, given: unknown[]): T[] {
  const isMarked = (item: unknown): boolean => (item as CanBeDefault | null)?.is_default === true;
  if (given.filter(isMarked).length > 1) refuse('must have exactly one item with is_default true');
  const sound = items.filter((item) => item !== undefined);
  const chosen = sound.find(isMarked) ?? sound[0];
  return sound.map((item) => ({ ...item, is_default: item === chosen }));
}
