import { DomainError } from '@app/common';
import {
  isSerializationFailure,
  lockTimeoutIn,
  loggableError,
  translateConnectionError,
  translatePostgresError,
  UniqueViolation,
} from './postgres-errors';

const failure = (code: string | undefined, message = 'canary', more = {}): Error =>
  Object.assign(new Error(message), { code, detail: 'Key (email)=(canary) already exists.', ...more });

describe('translatePostgresError', () => {
  it.each([
    ['57014', 'repositoryTimeout'],
    ['55P03', 'repositoryTimeout'],
    ['25P03', 'repositoryTimeout'],
    ['40001', 'storeUnavailable'],
    ['40P01', 'storeUnavailable'],
    ['57P01', 'storeUnavailable'],
    ['57P03', 'storeUnavailable'],
    ['53100', 'storeUnavailable'],
    ['53200', 'storeUnavailable'],
    ['53300', 'storeUnavailable'],
    ['57P02', 'storeUnavailable'],
    ['57P04', 'storeUnavailable'],
    ['57P05', 'storeUnavailable'],
    ['58030', 'storeUnavailable'],
    ['08000', 'storeUnavailable'],
    ['25006', 'storeUnavailable'],
    ['08006', 'storeUnavailable'],
    ['ECONNRESET', 'storeUnavailable'],
    ['EPIPE', 'storeUnavailable'],
    ['ETIMEDOUT', 'storeUnavailable'],
    ['EHOSTUNREACH', 'storeUnavailable'],
    ['ENETUNREACH', 'storeUnavailable'],
    ['ENETDOWN', 'storeUnavailable'],
  ])('%s is %s', (code, kind) => {
    const error = translatePostgresError(failure(code));
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ kind, violations: [] });
  });

  it.each([
    ['Query read timeout', 'repositoryTimeout'],
    ['Connection terminated unexpectedly', 'storeUnavailable'],
    ['Connection terminated', 'storeUnavailable'],
    ['Client has encountered a connection error and is not queryable', 'storeUnavailable'],
    ['Client was closed and is not queryable', 'storeUnavailable'],
  ])('"%s", which has no code, is %s', (message, kind) => {
    expect(translatePostgresError(failure(undefined, message))).toMatchObject({ kind });
  });

  it('23505 is a unique violation of a constraint', () => {
    const error = translatePostgresError(failure('23505', 'canary', { constraint: 'orgs_pkey' }));
    expect(error).toBeInstanceOf(UniqueViolation);
    expect(error).toMatchObject({ constraint: 'orgs_pkey', message: 'unique constraint orgs_pkey' });
  });

  it.each(['22001', '23505', '23514', '42P01', undefined])('%s is nobody’s: it stays as it is', (code) => {
    const error = failure(code);
    expect(translatePostgresError(error)).toBe(error);
  });
});

describe('isSerializationFailure', () => {
  it.each([
    ['40001', true],
    ['40P01', true],
    ['53300', false],
    ['55P03', false],
    ['23505', false],
  ])('%s, translated: %s', (code, expected) => {
    expect(isSerializationFailure(translatePostgresError(failure(code)))).toBe(expected);
  });
});

describe('translateConnectionError', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EMFILE', '28P01', '3D000', '53300', '57P03', undefined])(
    '%s: the store cannot be reached',
    (code) => {
      const cause = failure(code);
      expect(translateConnectionError(cause)).toMatchObject({ kind: 'storeUnavailable', violations: [], cause });
    },
  );
});

describe('loggableError', () => {
  it('has no message, no detail and no value', () => {
    const logged = loggableError(failure('23505', 'canary', { constraint: 'orgs_pkey', where: 'canary' }));
    expect(logged).toEqual({ name: 'Error', code: '23505', constraint: 'orgs_pkey' });
    expect(JSON.stringify(loggableError(failure('x')))).not.toContain('canary');
    expect(loggableError('canary')).toEqual({ name: 'string' });
  });
});

describe('lockTimeoutIn', () => {
  const inTable = (where: string, code = '55P03'): boolean =>
    lockTimeoutIn(translatePostgresError(failure(code, 'canary', { where })), 'idempotency_keys');

  it.each([
    'while inserting index tuple (0,1) in relation "idempotency_keys"',
    'mientras se insertaba la tupla de índice (0,1) en la relación «idempotency_keys»',
    'beim Einfügen von Indextupel (0,1) in Relation »idempotency_keys«',
    "lors de l'insertion de l'enregistrement (0, 1) de l'index dans la relation « idempotency_keys »",
  ])('knows the table in every language: %s', (where) => {
    expect(inTable(where)).toBe(true);
  });

  it('knows no other table, no other error, and nothing where nothing is said', () => {
    expect(inTable('while inserting index tuple (0,1) in relation "identity_documents"')).toBe(false);
    expect(inTable('while inserting index tuple (0,1) in relation "idempotency_keys"', '57014')).toBe(false);
    expect(lockTimeoutIn(translatePostgresError(failure('55P03')), 'idempotency_keys')).toBe(false);
    expect(lockTimeoutIn(failure('55P03', 'idempotency_keys'), 'idempotency_keys')).toBe(false);
  });
});
