import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCellText, csvText } from './csv-text.ts';

describe('comma-separated values', () => {
  test('quote what needs quotes and end rows with a line feed', () => {
    expect(
      csvText([
        ['a', 'b,c', 'd"e'],
        [1.5, null, true],
      ]),
    ).toBe('a,"b,c","d""e"\r\n1.5,,true\r\n');
  });

  test('keep spreadsheets from running texts as formulas, not numbers', () => {
    expect(csvText([['=1+1', '+49 40', '-cmd', '@x', -4]])).toBe("'=1+1,'+49 40,'-cmd,'@x,-4\r\n");
  });

  test('give every text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '+', "'", '"', ',', 'a', '\n', '-', ' ', '\t') }), (text) => {
        const line = csvText([[text]]).slice(0, -2);
        const unquoted = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
        expect(csvCellText(unquoted)).toBe(text);
        expect(unquoted).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
