import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceBytes } from '#model/import-job.ts';
import { MapDraft, writeOsmXml } from '../../../test/fixtures/osm/osm-document.ts';
import { ByteWindow } from './byte-window.ts';
import { readOsmFiles } from './read-osm.ts';

const megabyte = 1024 ** 2;

const content = new Uint8Array(20 * megabyte);
for (let at = 0; at < content.length; at += 1) content[at] = at % 251;

/** A file of any size whose byte n is n mod 251, which notes how much is asked of it at once. */
function countedFile(size: number, asked: number[], from = 0): SourceBytes {
  return {
    size,
    slice: (start = 0, end = size) => countedFile(end - start, asked, from + start),
    arrayBuffer: async () => {
      asked.push(size);
      return content.slice(from, from + size).buffer;
    },
  };
}

describe('ByteWindow', () => {
  it('gives every byte once and in order, whatever lengths are taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 12 }), async (lengths) => {
        const window = new ByteWindow(countedFile(3 * megabyte, []));
        let at = 0;
        for (const length of lengths) {
          const part = await window.take(length);
          if (at + length > window.size) {
            expect(part).toBeNull();
            continue;
          }
          expect(part?.length).toBe(length);
          if (length > 0) expect([part?.[0], part?.at(-1)]).toEqual([at % 251, (at + length - 1) % 251]);
          at += length;
          expect(window.position).toBe(at);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('asks for no more than two megabytes at a time, unless more is taken at once', async () => {
    const asked: number[] = [];
    const window = new ByteWindow(countedFile(20 * megabyte, asked));
    while ((await window.takeUpTo(100_000)) !== null);
    expect(Math.max(...asked)).toBe(2 * megabyte);
    expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(22 * megabyte);
    const large = new ByteWindow(countedFile(20 * megabyte, asked));
    expect((await large.take(5 * megabyte))?.length).toBe(5 * megabyte);
  });
});

describe('a file that goes away while it is read', () => {
  it('is a problem with a sentence', async () => {
    const draft = new MapDraft();
    draft.rectangle(0, 0, 10, 10, { building: 'yes' });
    const bytes = writeOsmXml(draft);
    let reads = 0;
    const vanishing = (blob: Blob): SourceBytes => ({
      size: blob.size,
      slice: (start, end) => vanishing(blob.slice(start, end)),
      arrayBuffer: async () => {
        reads += 1;
        if (reads > 1) throw new DOMException('gone', 'NotReadableError');
        return await blob.arrayBuffer();
      },
    });
    const work = readOsmFiles([{ file: { name: 'usb.osm', blob: vanishing(new Blob([bytes])) }, format: 'xml' }]);
    let next = await work.next();
    while (next.done !== true) next = await work.next();
    expect(next.value).toMatchObject({ ok: false, problem: { code: 'file-unreadable', place: 'usb.osm' } });
  });
});
