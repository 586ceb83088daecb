import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDateString,
  IsEmail,
  IsIn,
  IsISO31661Alpha2,
  IsNotEmpty,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type CustomerType } from './entities';

export class IdentityDocumentDto {
  @IsIn(['NIF', 'NIE', 'PASSPORT', 'CIF'])
  type: string;

  @Matches(/^[A-Z0-9]{5,12}$/)
  number: string;
}

export class PhoneNumberDto {
  @Matches(/^\+[1-9]\d{0,2}$/)
  country_code: string;

  @Matches(/^\d{2,17}$/)
  number: string;

  @IsIn(['MOBILE', 'FIXED_LINE', 'OTHER'])
  type: string;

  @IsBoolean()
  is_default: boolean;
}

export class EmailDto {
  @IsEmail()
  @MaxLength(254)
  email: string;

  @IsBoolean()
  is_default: boolean;
}

export class PostalAddressDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  address_lines: string[];

  @IsOptional()
  @Matches(/^\d{5}$/)
  postal_code?: string;

  @IsString()
  @Length(1, 100)
  locality: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  administrative_area?: string;

  @IsISO31661Alpha2()
  region_code: string;
}

export class ContactInfoDto {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => PhoneNumberDto)
  phone_numbers?: PhoneNumberDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => EmailDto)
  emails?: EmailDto[];

  @IsOptional()
  @ValidateNested()
  @Type(() => PostalAddressDto)
  postal_address?: PostalAddressDto;
}

export class PersonalInfoDto {
  @ValidateNested()
  @Type(() => IdentityDocumentDto)
  identity_document: IdentityDocumentDto;

  @IsString()
  @Length(1, 100)
  name: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  first_surname?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  second_surname?: string;

  @IsOptional()
  @IsIn(['MALE', 'FEMALE', 'OTHER'])
  gender?: string;

  @IsOptional()
  @IsISO31661Alpha2()
  nationality?: string;

  @IsOptional()
  @IsDateString()
  birthdate?: string;
}

export class CompanyInfoDto {
  @ValidateNested()
  @Type(() => IdentityDocumentDto)
  identity_document: IdentityDocumentDto;

  @IsString()
  @Length(1, 200)
  legal_name: string;

  @IsOptional()
  @IsDateString()
  founding_date?: string;
}

export class DigitalPersonalInfoDto {
  @IsEmail()
  @MaxLength(82)
  email: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  first_surname?: string;
}

export class CreateCustomerDto {
  @IsIn(['PRIVATE_CUSTOMER', 'CORPORATE_CUSTOMER', 'DIGITAL_CUSTOMER'])
  type: CustomerType;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  external_id?: string;

  @IsOptional()
  @Matches(/^[a-z]{2}$/)
  preferred_language?: string;

  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_]{0,31}$/)
  segment?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => ContactInfoDto)
  contact_info?: ContactInfoDto;

  @ValidateIf((customer: CreateCustomerDto) => customer.type === 'PRIVATE_CUSTOMER')
  @IsNotEmpty()
  @ValidateNested()
  @Type(() => PersonalInfoDto)
  personal_info?: PersonalInfoDto;

  @ValidateIf((customer: CreateCustomerDto) => customer.type === 'CORPORATE_CUSTOMER')
  @IsNotEmpty()
  @ValidateNested()
  @Type(() => CompanyInfoDto)
  company_info?: CompanyInfoDto;

  @ValidateIf((customer: CreateCustomerDto) => customer.type === 'DIGITAL_CUSTOMER')
  @IsNotEmpty()
  @ValidateNested()
  @Type(() => DigitalPersonalInfoDto)
  digital_personal_info?: DigitalPersonalInfoDto;
}

/** As much of a patch as is measured. */
export class PatchCustomerDto {
  @IsOptional()
  @Matches(/^[a-z]{2}$/)
  preferred_language?: string;

  @IsOptional()
  @Matches(/^[A-Z][A-Z0-9_]{0,31}$/)
  segment?: string;
}

export class SearchDto {
  @IsOptional()
  @IsString()
  @Length(1, 40)
  identity_document?: string;

  @IsOptional()
  @IsIn(['NIF', 'NIE', 'PASSPORT', 'CIF'])
  identity_document_type?: string;

  @IsOptional()
  @IsEmail()
  email?: string;
}
