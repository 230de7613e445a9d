import { describe, expect, it } from 'vitest';
import { formatSum, formatWeight, keptDecimals } from './numbers';
import { ranked, rankOf, sumColumns, sumRows } from './ranking';
import { visible, visibleText } from './visible';

describe('a weight as text', () => {
  const cases: [number, number, string][] = [
    [0.31234, 4, '0.3123'],
    [0.999985, 4, '>0.9999'],
    [0.99995, 4, '>0.9999'],
    [0.00004, 4, '<0.0001'],
    [0, 4, '<0.0001'],
    [1, 4, '>0.9999'],
    [0.0004, 3, '<0.001'],
    [0.9996, 3, '>0.999'],
    [0.005, 2, '0.01'],
    [1.5, 4, '1.5000'],
  ];
  it.each(cases)('%f in %i decimals is %s', (weight, decimals, text) => {
    expect(formatWeight(weight, decimals, 'u16-linear')).toBe(text);
  });

  it('is never rounded to nothing or to all', () => {
    for (let q = 0; q <= 65535; q += 7) {
      for (const decimals of [2, 3, 4]) {
        const text = formatWeight(q / 65535, decimals, 'u16-linear');
        expect(Number(text) === 0 || Number(text) === 1).toBe(false);
      }
    }
  });

  it('has no digit that a coarse encoding does not keep', () => {
    expect(formatWeight((180 / 255) ** 2, 4, 'u8-sqrt')).toBe('0.50');
    expect(formatWeight((20 / 255) ** 2, 4, 'u8-sqrt')).toBe('0.006');
    expect(formatWeight(0, 4, 'u8-sqrt')).toBe('<0.0001');
    expect(formatWeight(1, 4, 'u8-sqrt')).toBe('>0.99');
    for (let q = 1; q < 255; q++) {
      const step = ((q + 0.5) / 255) ** 2 - (q / 255) ** 2;
      const last = 10 ** -keptDecimals((q / 255) ** 2, 4, 'u8-sqrt');
      expect(step).toBeLessThanOrEqual(last / 2 + 1e-9);
    }
  });

  it('is whole for a sum of rows', () => {
    expect(formatSum(0.99998, 1, 4, 'u16-linear')).toBe('1.0000');
    expect(formatSum(2.00002, 2, 4, 'u16-linear')).toBe('2.0000');
    expect(formatSum(0.5, 1, 4, 'u16-linear')).toBe('0.5000');
    expect(formatSum(1.02, 1, 4, 'u8-sqrt')).toBe('1.00');
  });
});

describe('a ranking', () => {
  const row = [0.1, 0.4, 0.1, 0.4];
  it('puts the strongest first and keeps the order of equals', () => {
    expect(ranked(row, 3).map(({ unit, rank }) => [unit, rank])).toEqual([
      [1, 1],
      [3, 2],
      [0, 3],
    ]);
    expect(rankOf(row, 2)).toBe(4);
  });

  it('can leave units out, and then still counts all', () => {
    expect(ranked(row, 9, (unit) => unit !== 1).map(({ unit, rank }) => [unit, rank])).toEqual([
      [3, 2],
      [0, 3],
      [2, 4],
    ]);
  });

  it('sums rows and columns', () => {
    const map = Float32Array.from([1, 2, 3, 4]);
    expect([...sumRows(map, 2, [0, 1])]).toEqual([4, 6]);
    expect([...sumColumns(map, 2, [1])]).toEqual([2, 4]);
  });
});

describe('text to look at', () => {
  it('lets no character act or hide', () => {
    expect(visible('a\u0007b')).toBe('a\u2407b');
    expect(visible('\u202eevil')).toBe('⟨U+202E⟩evil');
    expect(visible('\u007f')).toBe('\u2421');
    expect(visible('\u0085')).toBe('⟨U+0085⟩');
    expect(visible(' ')).toBe('␣');
    expect(visible('')).toBe('␣');
    expect(visible('</script>')).toBe('</script>');
    expect(visible('👩‍👩‍👧 العربية')).toBe('👩‍👩‍👧 العربية');
  });

  it('keeps a paragraph in lines of words', () => {
    expect(visibleText('a\n\tb  c')).toBe('a b c');
    expect(visibleText('')).toBe('');
  });
});
