import { sharedRead, statement } from '@app/database';
import { audited } from '../writes/audited.statements';
import { blocked } from '../writes/blocked.statements';
import { type CardBrand } from './card-brand';

/** A row of {@link LIST_CARDS}: of nulls for a customer without usable cards. */
export type CardRow = { id: string; brand: CardBrand; last_four: string; expiration_date: string } | { id: null };

/** $1 org_id, $2 customer id, $3 this month → {@link CardRow}s, the default first, then the newest; nothing without such a customer */
export const LIST_CARDS = sharedRead(
  'list_cards',
  `SELECT card.id, card.brand, card.last_four, card.expiration_date
     FROM customers c
     LEFT JOIN credit_cards card ON card.org_id = $1 AND card.customer_id = c.id AND card.expiration_date >= $3
    WHERE c.org_id = $1 AND c.id = $2
    ORDER BY card.is_default DESC, card.created_at DESC, card.id DESC`,
);

/**
 * Adds a card, unless the customer has as many as it may have. It is the default when it is to be, or when no other can be
 * used; the old default is unset before the new one is inserted, since only one can be. It runs under the lock of the
 * customer as a statement of its own, so that it sees every card that was added before.
 *
 * $1 org_id, $2 customer id, $3 id, $4 token, $5 provider, $6 brand, $7 last_four, $8 expiration_date, $9 whether it is to
 * be the default, $10 this month, $11 how many usable cards a customer may have, $12 to $18 as auditValues()
 * → id, or nothing
 */
export const ADD_CARD = statement(
  'add_card',
  `WITH usable AS (
     SELECT count(*) AS cards
       FROM credit_cards
      WHERE org_id = $1 AND customer_id = $2 AND expiration_date >= $10
   ), planned AS (
     SELECT $9::boolean OR cards = 0 AS is_default FROM usable WHERE cards < $11
   ), unset AS (
     UPDATE credit_cards
        SET is_default = false
      WHERE org_id = $1 AND customer_id = $2 AND is_default AND (SELECT planned.is_default FROM planned)
     RETURNING id
   ), added AS (
     INSERT INTO credit_cards (org_id, customer_id, id, token, provider, brand, last_four, expiration_date, is_default)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, planned.is_default
       FROM planned, (SELECT count(*) FROM unset) AS done
     RETURNING id, customer_id
   ), ${audited(12, 'added', 'customer_id')}
   SELECT id FROM added`,
);

/** Removes a card, and blocks what was known of it. $1 org_id, $2 customer id, $3 id, $4 to $11 as blockedValues() → the id, or nothing */
export const REMOVE_CARD = statement(
  'remove_card',
  `WITH removed AS (
     DELETE FROM credit_cards WHERE org_id = $1 AND customer_id = $2 AND id = $3 RETURNING *
   ), known AS (
     SELECT customer_id AS id, jsonb_build_object('credit_cards', jsonb_build_array(to_jsonb(removed))) AS body FROM removed
   ), ${blocked(4, 'known')}, ${audited(4, 'removed', 'customer_id')}
   SELECT id FROM removed`,
);
