// Preloaded with `node --require` into the service that `audit.js` compares with: the same build, with writes that are neither
// audited nor sealed. It lies here, and is no switch of the product, so that nobody can turn the audit off by a setting.
'use strict';
const path = require('node:path');

const DIST = path.join(__dirname, '..', 'dist');
const TYPES = ['uuid', 'text', 'text[]', 'text', 'text', 'text[]', 'text'];

const statements = require(path.join(DIST, 'apps/api/src/writes/audited.statements.js'));
const { statement } = require(path.join(DIST, 'libs/database/src'));
const { Sealer } = require(path.join(DIST, 'apps/api/src/audit/sealer.js'));

/**
 * Stands for `audited` of the product: a CTE that nothing refers to, which PostgreSQL therefore parses and never evaluates. The
 * parameters stay, with their types, so that the statements and their values need no other change.
 */
function audited(first) {
  const parameters = TYPES.map((type, i) => `$${first + i}::${type}`);
  return `audited AS (SELECT ${parameters.join(', ')})`;
}

statements.audited = audited;
// This statement of the same module was made before.
statements.AUDIT = statement(
  'audit',
  `WITH customer AS (SELECT $2::uuid AS id), ${audited(3)} SELECT id FROM customer`,
);
Sealer.prototype.seal = () => Promise.resolve();
