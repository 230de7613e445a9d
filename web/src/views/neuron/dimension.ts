// Which dimension is under a point of a strip.
import type { Strip } from '../../scene/neuron';

export function dimensionAt(x: number, strip: Strip, dims: number): number | null {
  const dim = Math.floor((x - strip.x) / strip.cell);
  return dim >= 0 && dim < dims ? dim : null;
}
