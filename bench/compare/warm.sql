-- Everything into memory, indexes last so that they stay: a small database would be there after a moment, and a large one must not be
-- measured while it is read for the first time.
SELECT pg_prewarm(oid)
  FROM (SELECT c.oid
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'i') AND n.nspname IN ('public', 'usual') AND c.relname !~ '^audit_'
         ORDER BY c.relkind = 'i', pg_relation_size(c.oid)) relations
