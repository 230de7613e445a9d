// Knows whether anything is under way: decoding, painting, fading.

export class Busy {
  private count = 0;
  private waiting: (() => void)[] = [];

  begin(): void {
    this.count++;
  }

  end(): void {
    this.count--;
    if (this.count > 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const go of waiting) go();
  }

  track<T>(promise: Promise<T>): Promise<T> {
    this.begin();
    const done = () => this.end();
    promise.then(done, done);
    return promise;
  }

  private none(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Resolves when nothing is under way, and nothing has begun in the two frames after that. */
  async idle(): Promise<void> {
    for (;;) {
      await this.none();
      await Promise.allSettled(
        document
          .getAnimations()
          .filter(ends)
          .map((one) => one.finished),
      );
      await frame();
      await frame();
      if (this.count === 0 && !document.getAnimations().some(ends)) return;
    }
  }
}

function ends(animation: Animation): boolean {
  return animation.playState === 'running' && animation.effect?.getTiming().iterations !== Infinity;
}

function frame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
