import { statement } from '@app/database';

/** Entries of one block, at most: a backlog is sealed in several. */
export const BLOCK_SIZE = 10_000;

/** The place of the entry `e`: entries are sealed in this order. */
const PLACE = 'e.generation, e.xid, e.id';

/**
 * Of the entry `e`: that no entry can come in before it later. Transactions below the oldest that still runs have ended,
 * whenever they began, so what they wrote is visible to this statement or to nobody. What another server wrote is all there.
 */
const isFinal = (generation: string): string =>
  `(e.generation, e.xid) < (${generation}, pg_snapshot_xmin(pg_current_snapshot())::text::bigint)`;

/** Of the entry `e`: that it comes after the last one of the block `of`, which may be null. */
const isAfter = (of: string): string =>
  `(${PLACE}) > (coalesce(${of}.last_generation, 0), coalesce(${of}.last_xid, 0),
                 coalesce(${of}.last_id, '00000000-0000-0000-0000-000000000000'))`;

/** SHA-256 of everything that the entry `e` says. The text of jsonb does not depend on the settings of a session. */
const ENTRY_HASH = `sha256(convert_to(jsonb_build_array(
  e.org_id, e.generation, e.xid, e.id, extract(epoch FROM e.at)::text, e.customer_id, e.operation, e.roles::text, e.subject,
  e.request_id, e.members::text, e.reason)::text, 'UTF8'))`;

/** SHA-256 of a block: the hash of the block before, what the seal says of itself, and the hashes of its entries in order. */
const blockHash = (previous: string, seal: string, entries: string): string => `sha256(
  coalesce(${previous}, '')
  || sha256(convert_to(jsonb_build_array(${seal}.org_id, ${seal}.number, ${seal}.entries, ${seal}.last_generation,
       ${seal}.last_xid, ${seal}.last_id, extract(epoch FROM ${seal}.sealed_at)::text)::text, 'UTF8'))
  || coalesce(${entries}, ''))`;

/** → org_id of each organization that has entries to seal; asks the index twice for each organization */
export const FIND_UNSEALED = statement(
  'find_unsealed',
  `SELECT orgs.org_id
     FROM orgs
     LEFT JOIN LATERAL (
       SELECT last_generation, last_xid, last_id FROM audit_seals WHERE org_id = orgs.org_id ORDER BY number DESC LIMIT 1
     ) head ON true
     CROSS JOIN LATERAL (
       SELECT e.generation, e.xid FROM audit_entries e
        WHERE e.org_id = orgs.org_id AND ${isAfter('head')}
        ORDER BY ${PLACE}
        LIMIT 1
     ) e
    WHERE ${isFinal('orgs.audit_generation')}`,
);

/** A new block. */
export interface NewBlockRow {
  number: number;
  entries: number;
  /** In hexadecimal. */
  hash: string;
}

/** $1 org_id, $2 entries at most → {@link NewBlockRow}; nothing when there is nothing to seal, or another process was first */
export const SEAL_BLOCK = statement(
  'seal_block',
  `WITH head AS (
     SELECT number, last_generation, last_xid, last_id, hash FROM audit_seals WHERE org_id = $1 ORDER BY number DESC LIMIT 1
   ), hashed AS MATERIALIZED (
     SELECT ${PLACE}, ${ENTRY_HASH} AS hash
       FROM orgs
       LEFT JOIN head ON true
      CROSS JOIN LATERAL (
        SELECT * FROM audit_entries e
         WHERE e.org_id = $1 AND ${isAfter('head')} AND ${isFinal('orgs.audit_generation')}
         ORDER BY ${PLACE}
         LIMIT $2
      ) e
      WHERE orgs.org_id = $1
   ), seal AS (
     SELECT $1::text AS org_id, coalesce((SELECT number FROM head), 0) + 1 AS number, all_of.entries::integer AS entries,
            last.generation AS last_generation, last.xid AS last_xid, last.id AS last_id, date_trunc('milliseconds', now()) AS sealed_at, all_of.hashes
       FROM (SELECT count(*) AS entries, string_agg(hash, '' ORDER BY generation, xid, id) AS hashes FROM hashed) AS all_of,
            (SELECT generation, xid, id FROM hashed ORDER BY generation DESC, xid DESC, id DESC LIMIT 1) AS last
   )
   INSERT INTO audit_seals (org_id, number, entries, last_generation, last_xid, last_id, sealed_at, hash)
   SELECT org_id, number, entries, last_generation, last_xid, last_id, sealed_at, ${blockHash('(SELECT hash FROM head)', 'seal', 'hashes')}
     FROM seal
   ON CONFLICT DO NOTHING
   RETURNING number, entries, encode(hash, 'hex') AS hash`,
);

/** A row of {@link CHECK_BLOCKS}. */
export interface BlockRow {
  number: number;
  /** How many entries the block was made of. */
  entries: number;
  /** How many there are now where the block is. */
  found: number;
  /** Of the block, in hexadecimal. */
  hash: string;
  is_intact: boolean;
}

/** $1 org_id, $2 number of a block, $3 how many → {@link BlockRow}s of the blocks behind it, in order */
export const CHECK_BLOCKS = statement(
  'check_blocks',
  `SELECT s.number, s.entries, f.entries AS found, encode(s.hash, 'hex') AS hash,
          s.entries = f.entries AND s.hash = ${blockHash('previous.hash', 's', 'f.hashes')} AS is_intact
     FROM audit_seals s
     LEFT JOIN audit_seals previous ON previous.org_id = $1 AND previous.number = s.number - 1
    CROSS JOIN LATERAL (
      SELECT count(*)::integer AS entries, string_agg(${ENTRY_HASH}, '' ORDER BY ${PLACE}) AS hashes
        FROM audit_entries e
       WHERE e.org_id = $1 AND ${isAfter('previous')} AND (${PLACE}) <= (s.last_generation, s.last_xid, s.last_id)
    ) f
    WHERE s.org_id = $1 AND s.number > $2
    ORDER BY s.number
    LIMIT $3`,
);

/** → org_id of every organization that has, or had, anything to check */
export const FIND_AUDITED = statement(
  'find_audited',
  `SELECT org_id FROM orgs
    UNION SELECT org_id FROM audit_seals
    UNION SELECT org_id FROM audit_entries
    ORDER BY org_id`,
);

/** What lies behind a block, and before its end. */
export interface RestRow {
  /** Up to the end of the block, wherever they are. */
  sealed: number;
  /** Behind it. */
  entries: number;
  /** When the first of them was made, in ISO 8601. */
  oldest: string | null;
}

/** $1 org_id, $2 number of a block, or of none → {@link RestRow} */
export const COUNT_REST = statement(
  'count_rest',
  `SELECT count(*) FILTER (WHERE NOT ${isAfter('head')})::integer AS sealed,
          count(*) FILTER (WHERE ${isAfter('head')})::integer AS entries,
          to_char(min(e.at) FILTER (WHERE ${isAfter('head')}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS oldest
     FROM audit_entries e
     LEFT JOIN audit_seals head ON head.org_id = $1 AND head.number = $2
    WHERE e.org_id = $1`,
);
