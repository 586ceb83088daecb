// What is compared: one PostgreSQL, a database of each size in it, and three servers on the same rows. All of it is temporary.
'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const { Client } = require('pg');
const { ORG } = require('./operations');

const ROOT = path.join(__dirname, '../..');
const DIST = path.join(ROOT, 'dist');
const built = (name) => path.join(DIST, name);
const { FIND_UNSEALED } = require(built('apps/api/src/audit/seals.statements'));
/** How long a server may take to listen, and the seals to be made, in milliseconds. */
const [START_MS, SEALED_MS] = [60_000, 600_000];

/** As whoever runs a registry of this size would have it; durability is PostgreSQL's own. */
const SETTINGS = {
  shared_buffers: `${Math.min(4096, Math.floor(os.totalmem() / 2 ** 20 / 4))}MB`,
  effective_cache_size: `${Math.floor(os.totalmem() / 2 ** 20 / 2)}MB`,
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  wal_buffers: '64MB',
  random_page_cost: '1.1',
  max_connections: '200',
  shared_preload_libraries: 'pg_stat_statements',
};

/** How each server is started; all have the same pool. */
const VARIANTS = {
  limit: { script: path.join(__dirname, 'limit.js'), env: {} },
  ours: { script: built('apps/api/src/main.js'), env: { AUTH_MODE: 'trust-header' } },
  usual: { script: path.join(ROOT, 'bench/usual/dist/main.js'), env: {} },
};

/** Everything that was started; `stop` ends it, also when a start has failed half way. */
class Stand {
  #children = [];
  #clients = [];

  constructor() {
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'padron-bench-'));
    // Started by root, PostgreSQL runs as somebody else.
    fs.chmodSync(this.directory, 0o711);
  }

  async start() {
    const { startEmbeddedPostgres } = require(built('libs/database/src'));
    this.postgres = await startEmbeddedPostgres({ dataDir: path.join(this.directory, 'data'), settings: SETTINGS });
  }

  /** Makes a database with so many customers; with the tables of the usual service, if it is to be compared. @returns it */
  async createDatabase(size, { withUsual }) {
    const name = `bench_${size}`;
    const { migrate } = require(built('libs/database/src'));
    const admin = await this.connect(this.postgres.url);
    await admin.query(`CREATE DATABASE ${name}`);
    const [url, serviceUrl] = [this.postgres.url, this.postgres.serviceUrl].map((target) => inDatabase(target, name));
    await migrate(url, { orgs: [ORG], serviceUrl });
    const seconds = await this.#seed(url, size);
    const client = await this.connect(url);
    await client.query('CREATE EXTENSION pg_stat_statements');
    await client.query('CREATE EXTENSION pg_prewarm');
    await client.query(readText('cards.sql'), [ORG]);
    if (withUsual) await this.#fillUsual(client, url);
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT');
    await client.query(readText('warm.sql'));
    return { name, size, url, serviceUrl, client, seededPerSecond: size / seconds };
  }

  /** Removes a database that nobody needs any more: those of all sizes together would not fit on every disk. */
  async dropDatabase({ name, client }) {
    await client.end();
    const admin = await this.connect(this.postgres.url);
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.query('CHECKPOINT');
    await admin.end();
  }

  async #seed(url, size) {
    const begun = performance.now();
    await this.run(
      built('apps/api/src/tools/seed.js'),
      { DATABASE_URL: url },
      '--org',
      ORG,
      '--customers',
      String(size),
    );
    return (performance.now() - begun) / 1000;
  }

  async #fillUsual(client, url) {
    await client.query('CREATE SCHEMA usual');
    await this.run(VARIANTS.usual.script, { DATABASE_URL: url, SYNCHRONIZE: 'true' });
    await client.query(readText('usual.sql'));
  }

  /** Starts a server on a database. @returns its port, and its process */
  async serve(variant, { url, serviceUrl }) {
    const { script, env } = VARIANTS[variant];
    const log = path.join(this.directory, `${variant}-${Date.now()}.log`);
    const output = fs.openSync(log, 'w');
    const begun = performance.now();
    const child = spawn(process.execPath, [...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []), script], {
      // Not where a `.env` might lie. What it logs goes to a file: reading it would be work for this process.
      cwd: this.directory,
      stdio: ['ignore', output, output],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: '0',
        // As the product has it: the service's role owns nothing.
        DATABASE_URL: variant === 'usual' ? url : serviceUrl,
        MIGRATION_DATABASE_URL: url,
        ...env,
      },
    });
    fs.closeSync(output);
    this.#children.push(child);
    const port = await listening(child, log);
    return { variant, port, child, log, readyMs: performance.now() - begun };
  }

  /** Waits until all that was written is sealed, which is work that no other round should have to bear. */
  async sealed({ client }) {
    for (const deadline = Date.now() + SEALED_MS; Date.now() < deadline; await delay(100)) {
      const { rows } = await client.query(FIND_UNSEALED.text);
      if (rows.length === 0) return;
    }
    throw new Error('the audit is not sealed');
  }

  /** Runs a program of ours to its end. */
  async run(script, env, ...args) {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env.PATH, ...env },
    });
    this.#children.push(child);
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${path.basename(script)} has failed`);
  }

  async connect(connectionString) {
    const client = new Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect();
    this.#clients.push(client);
    return client;
  }

  /** PostgreSQL's version. */
  async version() {
    const client = await this.connect(this.postgres.url);
    const { rows } = await client.query('SHOW server_version');
    return rows[0].server_version;
  }

  /** Ends servers. */
  async end(servers) {
    await Promise.all(servers.map(({ child }) => end(child)));
  }

  /** Ends and removes everything. */
  async stop() {
    try {
      await Promise.all(this.#children.map(end));
      await Promise.all(this.#clients.map((client) => client.end().catch(() => undefined)));
    } finally {
      await this.postgres?.stop();
      fs.rmSync(this.directory, { recursive: true, force: true });
    }
  }
}

async function listening(child, log) {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await delay(10)) {
    const [, port] = /listening on http:\S+:(\d+)\n/.exec(fs.readFileSync(log, 'utf8')) ?? [];
    if (port !== undefined) return Number(port);
    if (child.exitCode !== null || child.signalCode !== null) break;
  }
  throw new Error(`a server does not listen: ${fs.readFileSync(log, 'utf8')}`);
}

/** Ends a process. */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  // It may stand still: see rounds.js.
  child.kill('SIGCONT');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}

function inDatabase(url, name) {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}

function readText(name) {
  return fs.readFileSync(path.join(__dirname, name), 'utf8');
}

module.exports = { end, Stand };
