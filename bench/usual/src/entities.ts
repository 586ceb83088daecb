import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  VersionColumn,
} from 'typeorm';

export type CustomerType = 'PRIVATE_CUSTOMER' | 'CORPORATE_CUSTOMER' | 'DIGITAL_CUSTOMER';

@Entity('organizations')
export class Organization {
  @PrimaryColumn()
  id: string;
}

@Entity('customers')
@Unique(['org_id', 'external_id'])
export class Customer {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  // Its index is the unique one, which begins with it.
  @Column()
  org_id: string;

  @Column()
  type: CustomerType;

  @VersionColumn()
  version: number;

  @Column({ type: 'varchar', nullable: true })
  external_id?: string | null;

  @Column({ type: 'varchar', nullable: true })
  preferred_language?: string | null;

  @Column({ type: 'varchar', nullable: true })
  segment?: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  created_at: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3 })
  updated_at: Date;

  @OneToOne(() => PersonalInfo, (info) => info.customer, { cascade: true })
  personal_info?: PersonalInfo | null;

  @OneToOne(() => CompanyInfo, (info) => info.customer, { cascade: true })
  company_info?: CompanyInfo | null;

  @OneToOne(() => DigitalPersonalInfo, (info) => info.customer, { cascade: true })
  digital_personal_info?: DigitalPersonalInfo | null;

  @OneToOne(() => IdentityDocument, (document) => document.customer, { cascade: true })
  identity_document?: IdentityDocument | null;

  @OneToOne(() => PostalAddress, (address) => address.customer, { cascade: true })
  postal_address?: PostalAddress | null;

  @OneToMany(() => PhoneNumber, (phone) => phone.customer, { cascade: true })
  phone_numbers?: PhoneNumber[];

  @OneToMany(() => Email, (email) => email.customer, { cascade: true })
  emails?: Email[];

  @OneToMany(() => CreditCard, (card) => card.customer, { cascade: true })
  credit_cards?: CreditCard[];
}

/** What belongs to one customer has its id for a key. */
abstract class OfCustomer {
  @PrimaryColumn('uuid')
  customer_id: string;
}

@Entity('identity_documents')
@Unique(['org_id', 'number', 'type'])
export class IdentityDocument extends OfCustomer {
  @Column()
  org_id: string;

  @Column()
  number: string;

  @Column()
  type: string;

  @OneToOne(() => Customer, (customer) => customer.identity_document, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('personal_infos')
export class PersonalInfo extends OfCustomer {
  @Column()
  name: string;

  @Column({ type: 'varchar', nullable: true })
  first_surname?: string | null;

  @Column({ type: 'varchar', nullable: true })
  second_surname?: string | null;

  @Column({ type: 'varchar', nullable: true })
  gender?: string | null;

  @Column({ type: 'varchar', nullable: true })
  nationality?: string | null;

  @Column({ type: 'date', nullable: true })
  birthdate?: string | null;

  @OneToOne(() => Customer, (customer) => customer.personal_info, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('company_infos')
export class CompanyInfo extends OfCustomer {
  @Column()
  legal_name: string;

  @Column({ type: 'date', nullable: true })
  founding_date?: string | null;

  @OneToOne(() => Customer, (customer) => customer.company_info, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('digital_personal_infos')
@Unique(['org_id', 'email'])
export class DigitalPersonalInfo extends OfCustomer {
  @Column()
  org_id: string;

  @Column()
  email: string;

  @Column({ type: 'varchar', nullable: true })
  name?: string | null;

  @Column({ type: 'varchar', nullable: true })
  first_surname?: string | null;

  @OneToOne(() => Customer, (customer) => customer.digital_personal_info, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('postal_addresses')
export class PostalAddress extends OfCustomer {
  @Column('text', { array: true })
  address_lines: string[];

  @Column({ type: 'varchar', nullable: true })
  postal_code?: string | null;

  @Column()
  locality: string;

  @Column({ type: 'varchar', nullable: true })
  administrative_area?: string | null;

  @Column()
  region_code: string;

  @OneToOne(() => Customer, (customer) => customer.postal_address, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('phone_numbers')
export class PhoneNumber {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index()
  @Column('uuid')
  customer_id: string;

  @Column()
  country_code: string;

  @Column()
  number: string;

  @Column()
  type: string;

  @Column()
  is_default: boolean;

  @ManyToOne(() => Customer, (customer) => customer.phone_numbers, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('emails')
@Index(['org_id', 'email'])
export class Email {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index()
  @Column('uuid')
  customer_id: string;

  @Column()
  org_id: string;

  @Column()
  email: string;

  @Column()
  is_default: boolean;

  @ManyToOne(() => Customer, (customer) => customer.emails, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}

@Entity('credit_cards')
export class CreditCard {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index()
  @Column('uuid')
  customer_id: string;

  @Column()
  brand: string;

  @Column()
  last_four: string;

  @Column()
  expiration_date: string;

  @Column()
  is_default: boolean;

  @Column({ type: 'timestamptz' })
  created_at: Date;

  @ManyToOne(() => Customer, (customer) => customer.credit_cards, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'customer_id' })
  customer?: Customer;
}
