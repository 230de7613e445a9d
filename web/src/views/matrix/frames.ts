// Paints once a frame, however often it is asked for.
import type { Busy } from '../../idle';

export class Frames {
  private asked = 0;

  constructor(
    private readonly busy: Busy,
    private readonly paint: () => void,
  ) {}

  ask(): void {
    if (this.asked) return;
    this.busy.begin();
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.paint();
      this.busy.end();
    });
  }

  stop(): void {
    if (!this.asked) return;
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    this.busy.end();
  }
}
