import { createLocalJWKSet, type CryptoKey, errors, type JWTHeaderParameters } from 'jose';
import { DomainError } from '../../errors/domain-error';
import { fetchKeySet } from './fetch-key-set';

/** Where the keys are, and how often they may be fetched; times in milliseconds. */
export interface RemoteKeysOptions {
  readonly url: string;
  /** For one fetch, from connecting to the last byte. */
  readonly timeout: number;
  /** Between the beginnings of two fetches that tokens make. */
  readonly pause: number;
  /** Between the fetches that are made without a token. */
  readonly refresh: number;
  /** Requests that may wait for a fetch at once. */
  readonly maxWaiting: number;
}

type KeyOf = (header: JWTHeaderParameters) => Promise<CryptoKey>;

/**
 * The keys of whoever issues tokens (JWT_JWKS_URL). Those that are known are asked first, and stay for as long as no others
 * can be fetched; see decision 15.
 */
export class RemoteKeys {
  private known: KeyOf | undefined;
  private fetching: Promise<void> | undefined;
  private lastBegin = -Infinity;
  /** What the last fetch failed with. */
  private failure: unknown;
  private waiting = 0;
  private aborting: AbortController | undefined;
  private isStopped = false;
  private timer: NodeJS.Timeout | undefined;

  /** @param onFailure is told why a fetch has failed */
  constructor(
    private readonly options: RemoteKeysOptions,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Fetches the keys now, and again and again. Nobody waits for it. */
  start(): void {
    void this.fetch();
    this.timer = setInterval(() => void this.fetch(), this.options.refresh).unref();
  }

  /** Ends whatever is under way. */
  stop(): void {
    this.isStopped = true;
    clearInterval(this.timer);
    this.aborting?.abort();
  }

  /**
   * The one key that fits the header of a token; fetches the keys when none does, since it may be new.
   * @throws DomainError signingKeysUnavailable when none fits and the keys cannot be fetched
   * @throws JOSEError when none fits, or more than one
   */
  async find(header: JWTHeaderParameters): Promise<CryptoKey> {
    const key = await this.findKnown(header);
    if (key !== undefined) return key;
    await this.renewed();
    if (this.failure !== undefined || this.known === undefined) throw unavailable(this.failure);
    return this.known(header);
  }

  private async findKnown(header: JWTHeaderParameters): Promise<CryptoKey | undefined> {
    try {
      return await this.known?.(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  /** Anybody can make up a name of a key: such tokens fetch no more than once in a while, and few of them may wait. */
  private async renewed(): Promise<void> {
    if (this.fetching === undefined && performance.now() - this.lastBegin < this.options.pause) return;
    if (this.waiting >= this.options.maxWaiting) throw unavailable(undefined);
    this.waiting++;
    try {
      await this.fetch();
    } finally {
      this.waiting--;
    }
  }

  /** Joins the fetch that is under way. Never rejects: what went wrong is in `failure`. */
  private fetch(): Promise<void> {
    this.fetching ??= this.fetchOnce().finally(() => (this.fetching = undefined));
    return this.fetching;
  }

  private async fetchOnce(): Promise<void> {
    this.lastBegin = performance.now();
    const aborting = (this.aborting = new AbortController());
    const timer = setTimeout(() => aborting.abort(), this.options.timeout).unref();
    try {
      this.known = createLocalJWKSet(await fetchKeySet(this.options.url, aborting.signal));
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
      if (!this.isStopped) this.onFailure(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function unavailable(cause: unknown): DomainError {
  return new DomainError('signingKeysUnavailable', [], { cause });
}
