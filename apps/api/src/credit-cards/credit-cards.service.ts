import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@app/common';
import { Database, UniqueViolation } from '@app/database';
import { monthUtc } from '@app/domain';
import { v7 as uuidv7 } from 'uuid';
import { belongsToAnother } from '../customers/customer-conflicts';
import { ExistingCustomers } from '../customers/existing-customers';
import { maskedNumber } from './card-brand';
import { type AddCreditCardRequest, type TokenizedCreditCard } from './credit-cards.dto';
import { ADD_CARD, type CardRow, LIST_CARDS, REMOVE_CARD } from './credit-cards.statements';

/** How many usable cards a customer may have (contract §3.7). */
const MAX_CARDS = 50;

/** Keeps the tokenized cards of customers (contract §3.7). No read of the customer shows them. */
@Injectable()
export class CreditCardsService {
  constructor(
    private readonly database: Database,
    private readonly existing: ExistingCustomers,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the cards that have not expired. Exactly one is the default: the one that was made it, or else the newest
   * @throws DomainError unknownOrg or unknownCustomer
   */
  async list(org: string, customer: string): Promise<TokenizedCreditCard[]> {
    const work = this.database.work();
    const rows = await work.query<CardRow>(LIST_CARDS, [org, customer, this.month()]);
    if (rows.length === 0) await this.existing.throwUnknown(work, org, customer);
    return rows.flatMap((row, index) => {
      if (row.id === null) return [];
      const { id, brand, last_four, expiration_date } = row;
      const masked_number = maskedNumber(brand, last_four);
      return [{ id, brand, masked_number, expiration_date, is_default: index === 0 }];
    });
  }

  /**
   * Adds a card; the database decides who was first with a token.
   * @returns the id of the card
   * @throws DomainError unknownOrg, unknownCustomer, tooManyCards or cardTokenTaken
   */
  add(org: string, customer: string, card: AddCreditCardRequest): Promise<string> {
    const { token, provider, brand, last_four, expiration_date, is_default = false } = card;
    const about = [token, provider, brand, last_four, expiration_date, is_default];
    const values = [org, customer, uuidv7(), ...about, this.month(), MAX_CARDS];
    return this.database.work().transaction(async (query) => {
      await this.existing.lock(query, org, customer);
      const [added] = await query<{ id: string }>(ADD_CARD, values).catch((error: unknown) => {
        throw error instanceof UniqueViolation && error.constraint === 'credit_cards_token_key'
          ? belongsToAnother('cardTokenTaken', '/token', 'card')
          : error;
      });
      if (added === undefined) throw new DomainError('tooManyCards');
      return added.id;
    });
  }

  /**
   * Removes a card, expired or not; its token is free again.
   * @throws DomainError unknownOrg, unknownCustomer or unknownCard
   */
  async remove(org: string, customer: string, card: string): Promise<void> {
    const work = this.database.work();
    const removed = await work.queryOne(REMOVE_CARD, [org, customer, card]);
    if (removed === undefined) await this.existing.throwUnknown(work, org, customer, 'unknownCard');
  }

  private month(): string {
    return monthUtc(this.clock.now());
  }
}
