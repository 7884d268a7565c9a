import { Plus, RotateCcw, Trash2, Upload } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { usualWeather } from '#model/rollout/rollout-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { FileButton } from '../../fields/file-button.tsx';
import { NumberRow } from '../../fields/number-row.tsx';
import { TextField } from '../../fields/text-field.tsx';
import { formatCount } from '../../format.ts';
import { IconButton } from '../../icon-button.tsx';
import { NumberField } from '../../number-field.tsx';
import { useCommands } from '../../session-context.tsx';
import { DateField, DateInput } from '../date-field.tsx';
import { readHolidays } from '../holiday-list.ts';
import { MoneyInput } from '../money-field.tsx';
import { shortMoney } from '../rollout-facts.ts';
import { monthNames, weekdayNames } from '../rollout-words.ts';

/** When people work, when the weather keeps them in, and when money comes. */
export function CalendarDialog({ scenario }: { readonly scenario: Scenario }) {
  return (
    <div className="dialog-body">
      <div className="form-columns">
        <WorkTimes scenario={scenario} />
        <Weather scenario={scenario} />
        <Holidays scenario={scenario} />
        <Money scenario={scenario} />
      </div>
    </div>
  );
}

interface PartProps {
  readonly scenario: Scenario;
}

function WorkTimes({ scenario }: PartProps) {
  const commands = useCommands();
  const { rollout } = scenario;
  const [none, setNone] = useState(false);
  return (
    <section aria-label="Working time">
      <h3>Working time</h3>
      <DateField
        label="Work begins"
        name="Start of the rollout"
        value={rollout.start}
        hint="Without a date: with the earliest phase"
        onCommit={(start) => commands.setRolloutSettings({ start })}
      />
      <fieldset className="weekdays" aria-label="Working days">
        {Object.entries(weekdayNames).map(([key, name]) => {
          const day = Number(key);
          const works = rollout.workdays.includes(day);
          return (
            <label key={key}>
              <input
                type="checkbox"
                checked={works}
                onChange={() => {
                  const workdays = works
                    ? rollout.workdays.filter((one) => one !== day)
                    : [...rollout.workdays, day].sort((a, b) => a - b);
                  setNone(workdays.length === 0);
                  if (workdays.length > 0) commands.setRolloutSettings({ workdays });
                }}
              />
              <span>{name}</span>
            </label>
          );
        })}
      </fieldset>
      {none && (
        <p className="field-problem" role="alert">
          At least one day of the week must be a working day.
        </p>
      )}
      <NumberRow
        label="One group up to, m"
        value={rollout.groupReachMeters}
        minimum={1}
        maximum={5000}
        step={10}
        hint="Devices that no site holds are built together up to this distance from each other"
        onCommit={(groupReachMeters) => commands.setRolloutSettings({ groupReachMeters })}
      />
    </section>
  );
}

function Weather({ scenario }: PartProps) {
  const commands = useCommands();
  const { weather, weatherSource } = scenario.rollout;
  const changed = weather.some((share, month) => share !== usualWeather[month]);
  return (
    <section aria-label="Weather">
      <h3>
        Working days lost outside{' '}
        {changed && (
          <IconButton
            icon={RotateCcw}
            size={14}
            label="Reset the weather to what is shipped"
            onClick={() => commands.setRolloutSettings({ weather: [...usualWeather] })}
          />
        )}
      </h3>
      <div className="month-grid">
        {monthNames.map((name, month) => (
          <div key={name}>
            <span className="hint" aria-hidden>
              {name.slice(0, 3)}
            </span>
            <NumberField
              label={`Days lost in ${name}, per cent`}
              value={(weather[month] ?? 0) * 100}
              unit=" %"
              decimals={0}
              step={1}
              onCommit={(percent) =>
                commands.setRolloutSettings({
                  weather: weather.map((share, at) =>
                    at === month ? Math.min(0.95, Math.max(0, percent / 100)) : share,
                  ),
                })
              }
            />
          </div>
        ))}
      </div>
      <TextField
        label="From"
        name="Where the weather figures come from"
        value={weatherSource}
        onCommit={(source) => commands.setRolloutSettings({ weatherSource: source })}
      />
    </section>
  );
}

/** Largest list of holidays that is read, bytes. */
const largestList = 1_000_000;

function Holidays({ scenario }: PartProps) {
  const commands = useCommands();
  const id = useId();
  const { holidays } = scenario.rollout;
  const kept = holidays.join('\n');
  const [draft, setDraft] = useState(kept);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setDraft(kept), [kept]);
  const take = (text: string): void => {
    const read = readHolidays(text);
    setProblem(read.problem);
    if (read.problem !== null) setDraft(text);
    else if (read.dates.join('\n') === kept) setDraft(kept);
    else commands.setRolloutSettings({ holidays: [...read.dates] });
  };
  const readFile = (file: File): void => {
    if (file.size > largestList) {
      setProblem('The file is larger than 1 MB, which no list of holidays is.');
      return;
    }
    file.text().then(
      (text) => take(kept === '' ? text : `${kept}\n${text}`),
      () => setProblem('The file could not be read.'),
    );
  };
  return (
    <section aria-label="Holidays">
      <h3>Holidays</h3>
      <textarea
        className="text-input"
        rows={6}
        aria-label="Holidays, one date a line"
        aria-describedby={problem === null ? undefined : id}
        placeholder={'2027-12-24\n2027-12-25'}
        value={draft}
        maxLength={100_000}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => take(draft)}
      />
      {problem !== null && (
        <p id={id} className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <p className="section-links flush">
        <span className="hint">
          {holidays.length === 0 ? 'None yet: paste them, one a line.' : formatCount(holidays.length, 'holiday')}
        </span>
        <FileButton name="File of holidays" accept=".csv,.txt,.tsv" className="link-button" onFile={readFile}>
          <Upload size={14} strokeWidth={1.75} aria-hidden />
          From a file (CSV)…
        </FileButton>
      </p>
    </section>
  );
}

function Money({ scenario }: PartProps) {
  const commands = useCommands();
  const { rollout, budget } = scenario;
  const { funding } = rollout;
  const put = (next: typeof funding): void => commands.setRolloutSettings({ funding: next });
  const total = funding.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <section aria-label="Money">
      <h3>Money</h3>
      <p className="hint">
        {funding.length === 0
          ? 'No dates: money never runs out, and costs are held against the budgets of the phases.'
          : `Work waits until its money is there. ${shortMoney(total, budget.currency)} in all.`}
      </p>
      <ul className="funding-list">
        {funding.map(({ from, amount }, index) => (
          // Two grants may come on one day.
          <li key={`${index} ${from}`}>
            <DateInput
              label="From"
              name={`Grant ${index + 1}: from`}
              value={from}
              required
              onCommit={(date) =>
                date !== null && put(funding.map((grant, at) => (at === index ? { ...grant, from: date } : grant)))
              }
            />
            <MoneyInput
              label="Amount"
              name={`Grant ${index + 1}: amount, ${budget.currency}`}
              value={amount}
              onCommit={(value) =>
                put(funding.map((grant, at) => (at === index ? { ...grant, amount: value ?? 0 } : grant)))
              }
            />
            <IconButton
              icon={Trash2}
              label={`Delete grant ${index + 1}`}
              onClick={() => put(funding.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        disabled={funding.length >= 500}
        onClick={() =>
          put([
            ...funding,
            {
              from: funding[funding.length - 1]?.from ?? rollout.start ?? scenario.phases[0]?.start ?? '2027-01-01',
              amount: 0,
            },
          ])
        }
      >
        <Plus size={14} strokeWidth={1.75} aria-hidden />
        Add money
      </button>
      <NumberRow
        label={`Rent of a stand-in, ${budget.currency} a day`}
        value={rollout.temporaryDayRate}
        minimum={0}
        maximum={1e9}
        step={5}
        onCommit={(temporaryDayRate) => commands.setRolloutSettings({ temporaryDayRate })}
      />
    </section>
  );
}
