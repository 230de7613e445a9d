import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('quotes what would be read as something else', () => {
  const rows = [
    ['layer', 'from'],
    [0, 'a,b'],
    [1, '"'],
    [2, 'two\nlines'],
  ];
  expect(toCsv(rows)).toBe('layer,from\r\n0,"a,b"\r\n1,""""\r\n2,"two\nlines"\r\n');
});
