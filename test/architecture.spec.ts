import { readdirSync, readFileSync } from 'node:fs';
import { type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { PERMISSIONS } from '@app/common';
import { AssociatedUsersModule } from '../apps/api/src/associated-users/associated-users.module';
import { CreditCardsModule } from '../apps/api/src/credit-cards/credit-cards.module';
import { CustomersModule } from '../apps/api/src/customers/customers.module';
import { IdentityDocumentsModule } from '../apps/api/src/identity-documents/identity-documents.module';
import { loadedStatements } from './setup/org-conditions';
import { declaredRoutes, routesOf } from './setup/routes';
import { startTestService, type TestService } from './setup/service';
import { SOURCES } from './setup/sources';
import { isPlainRead, sqlIn } from './setup/sql';

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => name ?? '');

describe('the code', () => {
  it('of libs never imports apps, and of domain nothing but libraries', () => {
    const libs = SOURCES.filter((file) => file.startsWith('libs'));
    expect(libs.filter((file) => importsOf(file).some((name) => name.includes('apps/')))).toEqual([]);
    const domain = libs.filter((file) => file.startsWith('libs/domain'));
    expect(domain.length).toBeGreaterThan(8);
    expect(domain.filter((file) => importsOf(file).some((name) => name.startsWith('@app/')))).toEqual([]);
    const common = libs.filter((file) => file.startsWith('libs/common'));
    expect(common.filter((file) => importsOf(file).includes('@app/database'))).toEqual([]);
  });

  it('of the SDK imports nothing of ours, and nothing but tests imports the SDK', () => {
    const sdk = SOURCES.filter((file) => file.startsWith('libs/sdk/'));
    expect(sdk.length).toBeGreaterThan(8);
    expect(sdk.flatMap(importsOf).filter((name) => !/^\.\/|^openapi-fetch$/.test(name))).toEqual([]);
    const others = SOURCES.filter((file) => !sdk.includes(file));
    expect(others.filter((file) => importsOf(file).some((name) => /(^padron-|\/)sdk(\/|$)/.test(name)))).toEqual([]);
  });

  it('keeps SQL in statements, migrations, the launcher and the migrator', () => {
    const known =
      /\.statements\.ts$|\/migrations\/|\/embedded\/|\/migrate\.ts$|\/grants\.ts$|\/service-role\.ts$|\.spec\.ts$/;
    const elsewhere = SOURCES.filter((file) => !known.test(file)).flatMap((file) =>
      sqlIn(readFileSync(file, 'utf8')).map((found) => `${file}: ${found}`),
    );
    expect(elsewhere).toEqual([]);
  });

  it('keeps SQL out of scripts', () => {
    const scripts = readdirSync('scripts').map((name) => `scripts/${name}`);
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((file) => sqlIn(readFileSync(file, 'utf8')).length > 0)).toEqual([]);
  });

  it.each([
    "query('SELECT id FROM customers')",
    'const text = `select id from customers`;',
    "'INSERT INTO holds VALUES ($1)'",
    "'insert into holds values ($1)'",
    '`UPDATE customers SET segment = $2`',
    '`\n  update only customers\n set segment = $2`',
    "'DELETE FROM holds'",
    "'delete\n from holds'",
    "'CREATE TABLE notes (id uuid)'",
    "'create unique index notes_key ON notes (id)'",
    "'ALTER TABLE notes ADD x text'",
    "'drop table notes'",
    "'TRUNCATE notes'",
    "'MERGE INTO notes USING other ON true'",
    "'copy notes to stdout'",
    "'COPY (TABLE notes) TO STDOUT'",
    '`WITH made AS (TABLE notes)`',
    '`with recursive made(id) as materialized (table notes)`',
    "'TABLE notes'",
    "'call purge()'",
    "client.query('x')",
    'client.query(`x`)',
    'client.query<Row>("x")',
    'client.query(\n  `x`)',
    "client.query({ text: 'x' })",
    "repository.createQueryBuilder('c')",
    'dataSource.getRepository(Customer)',
    'dataSource.manager.save(x)',
    'constructor(private readonly manager: EntityManager) {}',
    '@InjectRepository(Customer)',
    'dataSource.createQueryRunner()',
  ])('would see %j elsewhere', (planted) => {
    expect(sqlIn(planted)).not.toEqual([]);
  });

  it.each([
    '// selects one from the others, and updates nothing',
    "'update the customer; insert it with care'",
    'work.query(READ_CUSTOMER, [org, id])',
    'query<CreatedRow>(CREATE_CUSTOMER, values)',
    "summary: 'Delete a customer'",
    "description: 'With this it is called as before'",
  ])('takes %j for no SQL', (words) => {
    expect(sqlIn(words)).toEqual([]);
  });

  it('names every statement once', async () => {
    const names = SOURCES.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:statement|sharedRead)\(\s*'(\w+)'/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names).toContain('read_customer');
    expect(new Set(names).size).toBe(names.length);
    // Those that are made by a function, too: a connection would take one for the other.
    const loaded = new Set(await loadedStatements());
    expect(new Set([...loaded].map(({ name }) => name)).size).toBe(loaded.size);
  });

  it('shares messages for plain reads alone, which neither write nor wait', async () => {
    const shared = (await loadedStatements()).filter(({ isShared }) => isShared);
    expect(shared.length).toBeGreaterThanOrEqual(5);
    expect(shared.filter(({ text }) => !isPlainRead(text)).map(({ name }) => name)).toEqual([]);
  });

  it.each([
    'INSERT INTO holds VALUES ($1)',
    'WITH gone AS (DELETE FROM holds RETURNING name) SELECT name FROM gone',
    'WITH held AS (\n UPDATE holds SET name = $1 RETURNING name) SELECT name FROM held',
    'SELECT name FROM holds FOR UPDATE',
    'SELECT name FROM holds FOR NO KEY UPDATE',
    'SELECT name FROM holds\n   FOR\n SHARE SKIP LOCKED',
    'SELECT name FROM holds for key share',
    "SELECT nextval('numbers')",
    'SELECT pg_advisory_xact_lock($1)',
    'SELECT pg_try_advisory_lock($1)',
    'SELECT FROM pg_sleep($1)',
    "SELECT set_config('timezone', $1, false)",
    'SELECT name INTO other FROM holds',
    'EXPLAIN ANALYZE SELECT name FROM holds',
    'SELECT name FROM holds; SELECT name FROM holds',
  ])('would not share %j', (text) => {
    expect(isPlainRead(text)).toBe(false);
  });

  it.each([
    'SELECT name FROM holds WHERE org_id = $1',
    'WITH found AS (SELECT 1) SELECT * FROM found',
    "SELECT updated_at, inserted, deleted_by, 'for update' AS words FROM holds",
  ])('would share %j', (text) => {
    expect(isPlainRead(text)).toBe(true);
  });
});

describe('the application', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.stop());

  it('has the modules of its design', () => {
    const modules = [...service.app.get(ModulesContainer).values()].map(({ name }) => name);
    expect(modules).toEqual(
      expect.arrayContaining([
        'CustomersModule',
        'AssociatedUsersModule',
        'CreditCardsModule',
        'IdentityDocumentsModule',
        'OrganizationsModule',
        'HealthModule',
      ]),
    );
  });

  it.each([CustomersModule, AssociatedUsersModule, CreditCardsModule, IdentityDocumentsModule])(
    'has in $name a controller with routes, and a provider, both of its own',
    (type) => {
      const declared = (what: string): Type<object>[] => (Reflect.getMetadata(what, type) ?? []) as Type<object>[];
      const controllers = declared(MODULE_METADATA.CONTROLLERS);
      expect(controllers.length).toBeGreaterThan(0);
      for (const controller of controllers) expect(routesOf(controller).length).toBeGreaterThan(0);
      const providers = declared(MODULE_METADATA.PROVIDERS);
      expect(providers.length).toBeGreaterThan(0);
      const module = service.app.select(type);
      for (const part of [...controllers, ...providers])
        expect(module.get(part, { strict: true })).toBeInstanceOf(part);
    },
  );

  it('declares on every route who may call it', () => {
    const routes = declaredRoutes(service.app);
    expect(routes.length).toBeGreaterThanOrEqual(8);
    const known = ['public', ...Object.keys(PERMISSIONS)];
    expect(routes.filter(({ access }) => !known.includes(String(access)))).toEqual([]);
  });
});
