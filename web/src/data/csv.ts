// Comma-separated values (RFC 4180): what a spreadsheet, R or pandas reads.

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function toCsv(rows: Iterable<readonly (string | number)[]>): string {
  let out = '';
  for (const row of rows) out += `${row.map(field).join()}\r\n`;
  return out;
}
