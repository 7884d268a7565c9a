import { describe, expect, test } from 'vitest';
import { rolloutReport } from '../../../test/fixtures/rollout-report.ts';
import { rolloutCalendar } from './rollout-calendar.ts';

/** A reader of its own, by RFC 5545: lines end with CRLF and have at most 75 octets, folded ones go on after a blank. */
function events(text: string): readonly ReadonlyMap<string, string>[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    // oxlint-disable-next-line no-control-regex -- no other control character may stand in a line.
    expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/);
  }
  const unfolded = text.slice(0, -2).replace(/\r\n /g, '').split('\r\n');
  expect(unfolded[0]).toBe('BEGIN:VCALENDAR');
  expect(unfolded.at(-1)).toBe('END:VCALENDAR');
  expect(unfolded).toContain('VERSION:2.0');
  const found: Map<string, string>[] = [];
  let current: Map<string, string> | null = null;
  for (const line of unfolded) {
    const parts = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/.exec(line);
    expect(parts, line).not.toBe(null);
    const [name = '', value = ''] = parts?.slice(1) ?? [];
    if (line === 'BEGIN:VEVENT') current = new Map();
    else if (line === 'END:VEVENT') {
      if (current !== null) found.push(current);
      current = null;
    } else
      current?.set(
        name,
        value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign)),
      );
  }
  return found;
}

const report = rolloutReport();
const day = (date: string, later = 0): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + later * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');

describe('the calendar of a rollout', () => {
  test('has every task from its first to its last day, every phase, and the end', () => {
    const found = events(rolloutCalendar(report));
    expect(found.length).toBe(report.tasks.length + report.phases.length + 1);
    report.tasks.forEach((task, at) => {
      expect(found[at].get('SUMMARY')).toBe(task.name);
      expect(found[at].get('DTSTART')).toBe(day(task.plannedStart));
      // The end of an all-day event is the day after its last (RFC 5545, 3.6.1).
      expect(found[at].get('DTEND')).toBe(day(task.plannedFinish, 1));
      expect(found[at].get('DTSTAMP')).toBe(`${day(report.start)}T000000Z`);
    });
    const [phase] = report.phases;
    const milestone = found.find((event) => event.get('SUMMARY') === `${phase.name} done`);
    expect(milestone?.get('DTSTART')).toBe(day(phase.plannedFinish ?? ''));
    expect(milestone?.get('DESCRIPTION')).toContain(`P50 ${phase.finish.p50}, P90 ${phase.finish.p90}`);
  });

  test('names every event once, and the same way each time', () => {
    const uids = events(rolloutCalendar(report)).map((event) => event.get('UID'));
    expect(new Set(uids).size).toBe(uids.length);
    expect(rolloutCalendar(report)).toBe(rolloutCalendar(rolloutReport()));
  });

  test('hostile names stay within their lines', () => {
    const name = `Mast; "A", north\\south\r\nEND:VCALENDAR\u0000\ud800 ${'ö'.repeat(90)}`;
    const [first] = report.tasks;
    const text = rolloutCalendar({
      ...report,
      scenario: { id: 'a\r\nb', name },
      phases: [],
      tasks: [{ ...first, id: 'x\r\nBEGIN:VEVENT', name }],
    });
    const found = events(text);
    expect(found.length).toBe(2);
    expect(found[0].get('SUMMARY')).toBe(`Mast; "A", north\\south\nEND:VCALENDAR   ${'ö'.repeat(90)}`);
  });
});
