import { decodeShort } from './decode-text.ts';

/** One column of a dBASE table. */
interface DbfColumn {
  readonly name: string;
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

/** A dBASE III table, its rows read when asked for. */
export interface DbfTable {
  readonly count: number;
  /** A row as name and value; empty for a row that the file does not reach. */
  row(index: number): Readonly<Record<string, unknown>>;
  /** Rows marked as deleted keep their number, since shapes are counted alike. */
  isDeleted(index: number): boolean;
}

/**
 * Reads the header of a .dbf file. `encoding`: as its .cpg says, or `null`: the code page in its header, else UTF-8 where
 * the text is that, else Windows-1252. `null` where the bytes are no such table.
 */
export function openDbf(bytes: Uint8Array, encoding: string | null): DbfTable | null {
  if (bytes.length < 33) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint16(8, true);
  const rowLength = view.getUint16(10, true);
  if (headerLength < 33 || headerLength > bytes.length || rowLength < 1) return null;
  const pages = encoding ?? codePage(bytes[29]);
  const columns = readColumns(bytes, headerLength, rowLength, pages);
  const count = Math.min(view.getUint32(4, true), Math.floor((bytes.length - headerLength) / rowLength));
  return {
    count,
    row(index) {
      if (index < 0 || index >= count) return {};
      const start = headerLength + index * rowLength;
      return Object.fromEntries(
        columns.map(({ name, type, offset, length }) => {
          const cell = bytes.subarray(start + offset, start + offset + length);
          return [name, cellOf(cell, type, pages)];
        }),
      );
    },
    isDeleted: (index) => bytes[headerLength + index * rowLength] === 0x2a,
  };
}

function readColumns(bytes: Uint8Array, headerLength: number, rowLength: number, encoding: string | null): DbfColumn[] {
  const columns: DbfColumn[] = [];
  const used = new Set<string>();
  let offset = 1;
  for (let at = 32; at + 32 <= headerLength && bytes[at] !== 0x0d; at += 32) {
    const end = bytes.subarray(at, at + 11).indexOf(0);
    const stated = decodeShort(bytes.subarray(at, at + (end === -1 ? 11 : end)), encoding).trim();
    const length = bytes[at + 16];
    if (offset + length > rowLength) break;
    const name = stated === '' || used.has(stated) ? `column ${columns.length + 1}` : stated;
    used.add(name);
    columns.push({ name, type: String.fromCharCode(bytes[at + 11]), offset, length });
    offset += length;
  }
  return columns;
}

function cellOf(cell: Uint8Array, type: string, encoding: string | null): string | number | boolean | null {
  const text = decodeShort(cell, encoding).replace(/\0/g, '').trim();
  if (text === '') return null;
  if (type === 'N' || type === 'F') {
    // A number that does not fit its field is written as asterisks.
    const value = Number(text.replace(',', '.'));
    return Number.isFinite(value) ? value : null;
  }
  if (type === 'L') return /^[yt]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null;
  if (type === 'D' && /^\d{8}$/.test(text)) return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return text;
}

/** The language driver byte of the header, where it names a code page that is in use; `null`: try UTF-8 first. */
function codePage(driver: number): string | null {
  if (driver === 0xc8) return 'windows-1250';
  if (driver === 0xc9) return 'windows-1251';
  if (driver === 0xcb) return 'windows-1253';
  if (driver === 0x13) return 'shift_jis';
  if (driver === 0x4d) return 'gbk';
  return null;
}

/** Content of a .cpg file → name of the encoding for `TextDecoder`; `null` where it names none that is known. */
export function encodingOfCpg(text: string): string | null {
  const name = text.trim().toLowerCase();
  const iso = /^(?:iso[\s-_]?)?8859[-_]?(\d{1,2})$/.exec(name);
  const ansi = /^(?:ansi|windows|cp|ms)?[\s-_]?(125\d|874)$/.exec(name);
  const label =
    name === '65001' ? 'utf-8' : iso !== null ? `iso-8859-${iso[1]}` : ansi !== null ? `windows-${ansi[1]}` : name;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
