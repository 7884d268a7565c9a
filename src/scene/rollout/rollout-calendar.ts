import ical from 'ical-generator';
import type { DayBand, RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { dayNumber } from '#model/rollout/calendar-days.ts';

const millisecondsPerDay = 86_400_000;

/**
 * A report as an iCalendar (RFC 5545): one all-day event per task from its planned start to its planned finish, one on the planned
 * finish of every phase, and one on that of everything. The same report gives the same text; the same task keeps its UID, so that
 * a calendar that takes the file again moves it.
 */
export function rolloutCalendar(report: RolloutReport): string {
  const name = `${report.scenario.name}, rollout`;
  const calendar = ical({
    prodId: { company: 'Sightline', product: 'Rollout', language: 'EN' },
    // The library escapes texts of events, not the calendar's name.
    name: clean(name)
      .replace(/\s+/g, ' ')
      .replace(/[\\;,]/g, '\\$&'),
  });
  const stamp = dateOf(report.start);
  const phases = new Map(report.phases.map((phase) => [phase.id, phase.name]));
  const add = (id: string, summary: string, lines: readonly string[], from: string, until: string): void => {
    const uid = `${letters(id)}.${letters(report.scenario.id)}@sightline`;
    const end = new Date(dateOf(until).getTime() + millisecondsPerDay);
    calendar.createEvent({
      id: uid,
      stamp,
      start: dateOf(from),
      end,
      allDay: true,
      summary: clean(summary),
      description: clean(lines.filter((line) => line !== '').join('\n')),
    });
  };
  for (const task of report.tasks) {
    const phase = task.phaseId === null ? undefined : phases.get(task.phaseId);
    const crews = task.crews.map(({ id, units }) => (units === 1 ? id : `${id} ×${units}`)).join(', ');
    add(
      `task/${task.id}`,
      task.name,
      [
        phase ?? '',
        `Done: ${bandWords(task.finish)}`,
        crews === '' ? '' : `Crews: ${crews}`,
        task.critical ? 'On the critical path' : '',
      ],
      task.plannedStart,
      task.plannedFinish < task.plannedStart ? task.plannedStart : task.plannedFinish,
    );
  }
  for (const { id, name: phase, plannedFinish, finish, due, chanceByDue } of report.phases) {
    if (plannedFinish === null) continue;
    const chance =
      due === null || chanceByDue === null ? '' : `Due ${due}: ${Math.round(chanceByDue * 100)} % of the runs are done`;
    add(`phase/${id}`, `${phase} done`, [`Done: ${bandWords(finish)}`, chance], plannedFinish, plannedFinish);
  }
  const last = report.plannedFinish;
  add('all', 'All phases done', [`Done: ${bandWords(report.finish)}`], last, last);
  return `${calendar.toString()}\r\n`.replace(/(?:\r\n)+$/, '\r\n');
}

function bandWords({ p10, p50, p90 }: DayBand): string {
  return `P10 ${p10 ?? 'never'}, P50 ${p50 ?? 'never'}, P90 ${p90 ?? 'never'}`;
}

function dateOf(date: string): Date {
  return new Date(dayNumber(date) * millisecondsPerDay);
}

/** Without control characters and halves of letters, which no line of a calendar may hold; line ends stay. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]|\p{Surrogate}/gu, ' ');
}

/** Letters, digits and a few signs as they are, all else by its number. */
function letters(text: string): string {
  return text.replace(/[^A-Za-z0-9./_-]/g, (unit) => `~${unit.charCodeAt(0).toString(16)}`);
}
