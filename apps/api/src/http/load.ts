import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** How often the delay of the event loop is measured, in milliseconds. */
const SAMPLE_MS = 50;
/** The part of a new sample in the mean: five samples or so count. */
const WEIGHT = 0.2;

/** What makes the load too high. */
export interface LoadLimits {
  /** Requests that are worked on at once. */
  readonly working: number;
  /** As many more may have begun before their bodies were there. */
  readonly begun: number;
  /** Mean delay of the event loop, in milliseconds, while more requests are worked on than `few`. */
  readonly delay: number;
  /** A late loop alone is no load: a start, or a pause of the machine, makes it late, too. */
  readonly few: number;
}

/** How much the process has to do. */
@Injectable()
export class Load implements OnModuleDestroy {
  /** Requests that have arrived whole and are not answered yet. */
  working = 0;
  /** Requests that have not begun yet. */
  waiting = 0;
  /** Is called when a request has been answered. */
  onEase: () => void = () => undefined;
  private meanDelay = 0;
  private expected = performance.now() + SAMPLE_MS;
  private readonly timer = setInterval(() => this.sample(), SAMPLE_MS).unref();

  constructor(private readonly limits: LoadLimits) {}

  /** Whether no more requests should begin now. */
  isTooHigh(): boolean {
    const { working, delay, few } = this.limits;
    return this.working >= working || (this.meanDelay > delay && this.working > few);
  }

  /** Whether not even those should go on that have begun. */
  isOver(): boolean {
    return this.working >= this.limits.working + this.limits.begun;
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private sample(): void {
    const now = performance.now();
    this.meanDelay += WEIGHT * (Math.max(0, now - this.expected) - this.meanDelay);
    this.expected = now + SAMPLE_MS;
  }
}
