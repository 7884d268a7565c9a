/** Bytes from the start of a FlatGeobuf file: magic, then the length of the header. */
const headerAt = 12;
const columnLimit = 10_000;
/** Numbers of the fields in the table of the header (FlatGeobuf, header.fbs). */
const columnsField = 7;
const countField = 8;
const nodeSizeField = 9;

/**
 * Whether the beginning of a FlatGeobuf file of version 3 holds together; `empty` where it says that there is no feature.
 * The package counts columns as often as the file says, and never ends on an index over nothing.
 */
export function flatHeader(bytes: Uint8Array): 'sound' | 'empty' | 'damaged' {
  const magic = [0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62];
  if (bytes.length < headerAt + 4 || !magic.every((byte, index) => bytes[index] === byte)) return 'damaged';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = headerAt + view.getUint32(8, true);
  if (end > bytes.length) return 'damaged';
  try {
    return readHeader(new DataView(bytes.buffer, bytes.byteOffset, end));
  } catch {
    // A RangeError: an offset points outside of the header.
    return 'damaged';
  }
}

function readHeader(view: DataView): 'sound' | 'empty' | 'damaged' {
  const table = headerAt + view.getUint32(headerAt, true);
  const fields = table - view.getInt32(table, true);
  // Signed, as the package reads them: it must not see other fields than are checked here.
  const size = view.getInt16(fields, true);
  const placeOf = (field: number): number | null => {
    const at = 4 + field * 2;
    const offset = at + 2 <= size ? view.getInt16(fields + at, true) : 0;
    return offset === 0 ? null : table + offset;
  };
  const columns = placeOf(columnsField);
  if (columns !== null) {
    const vector = columns + view.getUint32(columns, true);
    const count = view.getUint32(vector, true);
    if (count > columnLimit || vector + 4 + count * 4 > view.byteLength) return 'damaged';
  }
  const count = placeOf(countField);
  const nodeSize = placeOf(nodeSizeField);
  const features = count === null ? 0n : view.getBigUint64(count, true);
  const indexed = nodeSize === null || view.getUint16(nodeSize, true) > 0;
  return features === 0n && indexed ? 'empty' : 'sound';
}
