import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThanOrEqual, QueryFailedError, Repository } from 'typeorm';
import { type CreateCustomerDto, type PatchCustomerDto, type SearchDto } from './dto';
import { CreditCard, Customer, Organization } from './entities';

const UNIQUE_VIOLATION = '23505';

@Injectable()
export class CustomersService {
  constructor(
    @InjectRepository(Organization) private readonly organizations: Repository<Organization>,
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    @InjectRepository(CreditCard) private readonly cards: Repository<CreditCard>,
  ) {}

  async create(org_id: string, body: CreateCustomerDto): Promise<Customer> {
    if (!(await this.organizations.existsBy({ id: org_id }))) throw new NotFoundException();
    const { contact_info = {}, personal_info, company_info, digital_personal_info, ...members } = body;
    const { identity_document } = personal_info ?? company_info ?? {};
    const customer = this.customers.create({
      ...members,
      org_id,
      identity_document: identity_document && { ...identity_document, org_id },
      personal_info,
      company_info,
      digital_personal_info: digital_personal_info && { ...digital_personal_info, org_id },
      phone_numbers: contact_info.phone_numbers ?? [],
      emails: (contact_info.emails ?? []).map((email) => ({ ...email, org_id })),
      postal_address: contact_info.postal_address,
    });
    try {
      return await this.customers.save(customer);
    } catch (error) {
      const isTaken =
        error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION;
      throw isTaken ? new ConflictException() : error;
    }
  }

  async read(org_id: string, id: string): Promise<Customer> {
    const customer = await this.customers.findOne({
      where: { org_id, id },
      relations: {
        personal_info: true,
        company_info: true,
        digital_personal_info: true,
        identity_document: true,
        postal_address: true,
        phone_numbers: true,
        emails: true,
      },
    });
    if (customer === null) throw new NotFoundException();
    return customer;
  }

  async search(org_id: string, { identity_document, identity_document_type, email }: SearchDto): Promise<Customer> {
    const document = identity_document && { org_id, number: identity_document, type: identity_document_type };
    const found = await this.customers.find({
      where: {
        org_id,
        ...(document && { identity_document: document }),
        ...(email && { emails: { org_id, email, is_default: true } }),
      },
      // An email may be that of many.
      take: 2,
    });
    const [customer] = found;
    if (customer === undefined || found.length > 1) throw new NotFoundException();
    return customer;
  }

  async patch(org_id: string, id: string, body: PatchCustomerDto): Promise<Customer> {
    const customer = await this.customers.findOneBy({ org_id, id });
    if (customer === null) throw new NotFoundException();
    return this.customers.save(this.customers.merge(customer, body));
  }

  async listCards(org_id: string, id: string): Promise<CreditCard[]> {
    if (!(await this.customers.existsBy({ org_id, id }))) throw new NotFoundException();
    return this.cards.find({
      where: { customer_id: id, expiration_date: MoreThanOrEqual(new Date().toISOString().slice(0, 7)) },
      order: { is_default: 'DESC', created_at: 'DESC', id: 'DESC' },
    });
  }
}
