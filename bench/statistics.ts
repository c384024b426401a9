export type Point = { readonly x: number; readonly y: number };
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** The value below which a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return { median: mean(middle), min: Math.min(...sorted), max: Math.max(...sorted) };
}

/** By least squares. Of fewer than two points it is no number. */
export function slope(points: readonly Point[]): number {
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const above = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0);
  return above / points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
}

/** The lowest point of each stretch of the x axis: in between memory comes and goes with V8's collections. */
export function lows(points: readonly Point[], stretch: number): readonly Point[] {
  const lowest = new Map<number, Point>();
  for (const point of points) {
    const key = Math.floor(point.x / stretch);
    const known = lowest.get(key);
    if (known === undefined || point.y < known.y) lowest.set(key, point);
  }
  return [...lowest.values()];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
