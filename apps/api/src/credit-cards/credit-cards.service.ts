import { Inject, Injectable } from '@nestjs/common';
import { type Act, Clock, DomainError, type Settings } from '@app/common';
import { Database, UniqueViolation } from '@app/database';
import { monthUtc } from '@app/domain';
import { v7 as uuidv7 } from 'uuid';
import { SETTINGS } from '../tokens';
import { auditValues } from '../writes/audited.statements';
import { blockedValues } from '../writes/blocked.statements';
import { belongsToAnother } from '../customers/customer-conflicts';
import { ExistingCustomers } from '../customers/existing-customers';
import { claimKey, type Once } from '../idempotency/once';
import { maskedNumber } from './card-brand';
import { type AddCreditCardRequest, type TokenizedCreditCard } from './credit-cards.dto';
import { ADD_CARD, type CardRow, LIST_CARDS, REMOVE_CARD } from './credit-cards.statements';

/** How many usable cards a customer may have (contract §3.7). */
const MAX_CARDS = 50;

/** What is told of a card that was added. */
interface CardId {
  readonly id: string;
}

/** Keeps the tokenized cards of customers (contract §3.7). No read of the customer shows them. */
@Injectable()
export class CreditCardsService {
  constructor(
    private readonly database: Database,
    private readonly existing: ExistingCustomers,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
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
   * @throws DomainError unknownOrg, unknownCustomer, tooManyCards, cardTokenTaken, keyReused or keyInUse
   */
  add(org: string, customer: string, card: AddCreditCardRequest, act: Act): Promise<Once<CardId>> {
    const { token, provider, brand, last_four, expiration_date, is_default = false } = card;
    const about = [token, provider, brand, last_four, expiration_date, is_default];
    const result: CardId = { id: uuidv7() };
    const values = [org, customer, result.id, ...about, this.month(), MAX_CARDS, ...auditValues(act)];
    return this.database.work().transaction(async (query) => {
      const first = act.key && (await claimKey(query, org, act.key, result));
      if (first !== undefined) return { result: first, isReplay: true };
      await this.existing.lock(query, org, customer);
      const [added] = await query<CardId>(ADD_CARD, values).catch((error: unknown) => {
        throw error instanceof UniqueViolation && error.constraint === 'credit_cards_token_key'
          ? belongsToAnother('cardTokenTaken', '/token', 'card')
          : error;
      });
      if (added === undefined) throw new DomainError('tooManyCards');
      return { result: added, isReplay: false };
    });
  }

  /**
   * Removes a card, expired or not; its token is free again.
   * @throws DomainError unknownOrg, unknownCustomer or unknownCard
   */
  async remove(org: string, customer: string, card: string, act: Act): Promise<void> {
    const work = this.database.work();
    const values = [org, customer, card, ...blockedValues(act, this.settings.retentionDays)];
    const removed = await work.queryOne(REMOVE_CARD, values);
    if (removed === undefined) await this.existing.throwUnknown(work, org, customer, 'unknownCard');
  }

  private month(): string {
    return monthUtc(this.clock.now());
  }
}
