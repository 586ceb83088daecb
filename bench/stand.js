// What the benchmark runs on: one PostgreSQL, and for each variant a database and a service, all of them temporary.
'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { setTimeout: delay } = require('node:timers/promises');
const { URL } = require('node:url');
const { Client } = require('pg');

const ROOT = path.join(__dirname, '..');
const MAIN = path.join(ROOT, 'dist', 'apps', 'api', 'src', 'main.js');
/** How long a service may take to listen, and to end, in milliseconds. */
const [START_MS, STOP_MS] = [60_000, 15_000];

/** Everything that was started; `stop` ends it, also when the start has failed half way. */
class Stand {
  services = [];
  sessions = [];
  children = [];

  /** @param signal ends a start that is under way */
  constructor(signal) {
    this.signal = signal;
    this.directory = fs.mkdtempSync(path.join(os.tmpdir(), 'padron-bench-'));
    // Started by root, PostgreSQL runs as somebody else.
    fs.chmodSync(this.directory, 0o711);
  }

  /** Starts PostgreSQL with the settings of the product, and a service for each variant. */
  async start(variants) {
    const { startEmbeddedPostgres } = require(path.join(ROOT, 'dist', 'libs', 'database', 'src'));
    this.postgres = await startEmbeddedPostgres({ dataDir: path.join(this.directory, 'data'), signal: this.signal });
    for (const [i, variant] of variants.entries()) {
      await this.query(this.postgres.url, `CREATE DATABASE bench${i}`);
      this.services.push(await this.startService(variant, `bench${i}`));
    }
  }

  async query(url, text) {
    const client = new Client({ connectionString: url });
    // A server that is stopped meanwhile ends the session.
    client.on('error', () => undefined);
    await client.connect();
    return client.query(text).finally(() => client.end());
  }

  async startService(variant, database) {
    const [ownerUrl, serviceUrl] = [this.postgres.url, this.postgres.serviceUrl].map((url) =>
      inDatabase(url, database),
    );
    const log = path.join(this.directory, `${database}.log`);
    const output = fs.openSync(log, 'w');
    const child = spawn(process.execPath, [...variant.nodeOptions, MAIN], {
      // Not where a `.env` might lie. The log goes to a file: reading it would be work for this process.
      cwd: this.directory,
      stdio: ['ignore', output, output],
      // A process group of its own: Ctrl-C must reach the services through this process alone.
      detached: true,
      env: environment(ownerUrl, serviceUrl),
    });
    fs.closeSync(output);
    const service = { variant, child, log, ended: once(child, 'close'), database: undefined, port: 0 };
    this.children.push(service);
    service.port = await this.listening(service);
    service.database = await this.openSession(ownerUrl);
    return service;
  }

  async listening({ child, log, variant }) {
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await delay(50)) {
      this.signal.throwIfAborted();
      const [, port] = /listening on http:\S+:(\d+)\n/.exec(fs.readFileSync(log, 'utf8')) ?? [];
      if (port !== undefined) return Number(port);
      if (child.exitCode !== null || child.signalCode !== null) break;
    }
    throw new Error(`the service ${variant.name} does not listen: ${fs.readFileSync(log, 'utf8')}`);
  }

  async openSession(connectionString) {
    const client = new Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect();
    this.sessions.push(client);
    return client;
  }

  /** Ends and removes everything. */
  async stop() {
    try {
      await Promise.all(this.children.map(endService));
      await Promise.all(this.sessions.map((client) => client.end().catch(() => undefined)));
    } finally {
      await this.postgres?.stop();
      fs.rmSync(this.directory, { recursive: true, force: true });
    }
  }
}

function inDatabase(url, name) {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}

/** As in production: the service has a role of its own, and logs every request. */
function environment(ownerUrl, serviceUrl) {
  return {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    AUTH_MODE: 'trust-header',
    PORT: '0',
    ORGS: 'telco',
    DATABASE_URL: serviceUrl,
    MIGRATION_DATABASE_URL: ownerUrl,
  };
}

async function endService({ child, ended }) {
  child.kill('SIGTERM');
  await Promise.race([ended, delay(STOP_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
  await ended;
}

module.exports = { Stand };
